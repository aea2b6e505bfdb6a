import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { StartupError } from '@bellhop/runtime'

export interface LeashedCommand {
  command: string
  args: string[]
  /** The server prints this when it takes connections. */
  readyText: string
  stopSignal: 'INT' | 'QUIT' | 'TERM'
  /** Removed after the server's end, whoever ended it. */
  removeAfterwards?: string | undefined
  /** Run as this user instead of ours. Needs root. */
  user?: { uid: number; gid: number } | undefined
}

export interface LeashedServer {
  /** The server's own process, which a test may kill or stop. */
  pid: number
  close(): Promise<void>
}

/**
 * Starts a server that cannot outlive this process: it ends when the pipe to its stdin does, also after a SIGKILL.
 * It has a session of its own, so that Ctrl-C reaches the apps first and the servers below them last.
 * Resolves when it takes connections; rejects with its last words if it ends before.
 */
export async function startOnLeash(leashed: LeashedCommand): Promise<LeashedServer> {
  const child = spawn('/bin/sh', ['-c', LEASH, 'sh', leashed.command, ...leashed.args], {
    ...leashed.user,
    cwd: '/',
    detached: true,
    stdio: 'pipe',
    env: {
      ...process.env,
      LC_ALL: 'C',
      STOP_SIGNAL: leashed.stopSignal,
      REMOVE: leashed.removeAfterwards ?? '',
    },
  })
  const exited = once(child, 'exit')
  const pid = await saysReady(child, leashed)
  return {
    pid,
    close: async () => {
      child.stdin.end()
      await exited
    },
  }
}

const LEASH = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
echo "leashed $server"
(cat <&3; kill -"$STOP_SIGNAL" $server) >/dev/null 2>&1 &
wait $server
code=$?
[ -z "$REMOVE" ] || rm -rf -- "$REMOVE"
exit $code`

/** Gives the server's process id. */
function saysReady(child: ChildProcess, { command, readyText }: LeashedCommand): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = ''
    let pid = 0
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
      pid ||= Number(/^leashed (\d+)$/m.exec(output)?.[1] ?? 0)
      if (output.includes(readyText)) resolve(pid)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.stdin?.on('error', () => {})
    child.on('error', reject)
    child.on('exit', (code) => {
      child.stdin?.destroy()
      reject(new StartupError(`${command} ended with ${code} before it was ready:\n${output.trim()}`))
    })
  })
}
