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

/**
 * Starts a server that cannot outlive this process: it ends when the pipe to its stdin does, also after a SIGKILL.
 * It has a session of its own, so that Ctrl-C reaches the apps first and the servers below them last.
 * Resolves when it takes connections; rejects with its last words if it ends before.
 */
export async function startOnLeash(leashed: LeashedCommand): Promise<{ close(): Promise<void> }> {
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
  await saysReady(child, leashed)
  return {
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
(cat <&3; kill -"$STOP_SIGNAL" $server) >/dev/null 2>&1 &
wait $server
code=$?
[ -z "$REMOVE" ] || rm -rf -- "$REMOVE"
exit $code`

function saysReady(child: ChildProcess, { command, readyText }: LeashedCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4000)
      if (output.includes(readyText)) resolve()
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
