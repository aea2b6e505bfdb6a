import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The server that can be killed and frozen, other than the one that all tests share; null on a machine without. */
export const redisBinary: string | null = findRedisBinary()

/** A Redis of one's own, on a port that stays the same through its deaths. */
export async function openPrivateRedis(binary: string, options: string[] = []) {
  const port = await findFreePort()
  let server = await start(binary, port, options)
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    kill: () => end(server),
    async restart() {
      server = await start(binary, port, options)
    },
    close: () => end(server),
  }
}

async function start(binary: string, port: number, options: string[]): Promise<ChildProcess> {
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    tmpdir(),
    ...options,
  ]
  const server = spawn(binary, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('Ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`${binary} ended at its start`)))
  })
  return server
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function findRedisBinary(): string | null {
  const dirs = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = dirs.flatMap((dir) => ['redis-server', 'valkey-server'].map((name) => join(dir, name)))
  return candidates.find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
