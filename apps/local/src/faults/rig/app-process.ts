import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const READY_MS = 60_000
const LOOK_MS = 50
/** An app whose servers are away at its start ends, and whoever watches over it starts it again. */
const LIVES_MAX = 20
const RESTART_MS = 300

export interface AppCommand {
  /** Names the process in logs: `worker-1`. */
  name: string
  /** The arguments of node. */
  args: readonly string[]
  cwd: string
  env: NodeJS.ProcessEnv
  port: number
  /** Everything that it says goes there, from all its lives. */
  logFile: string
}

/** One app as a process of its own that can be killed, stopped and started again. */
export interface AppProcess {
  readonly name: string
  readonly port: number
  readonly url: string
  /** Of this life; null when it isn't running. */
  pid(): number | null
  /** Starts it, and ends when it says that it is ready, or, if it shall not be waited for, at once. */
  start(options?: { untilReady?: boolean }): Promise<void>
  kill(): Promise<void>
  stop(): void
  cont(): void
  /** SIGTERM; gives the exit code. */
  term(): Promise<number | null>
  /** Ends when this life has ended, however it came about. */
  ended(): Promise<void>
  /** To the process, over its channel. */
  tell(message: object): void
  /** What the process, in all its lives, says over its channel. */
  hear(listener: (message: unknown) => void): void
}

export function createAppProcess({ name, args, cwd, env, port, logFile }: AppCommand): AppProcess {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | null = null
  let exited: Promise<unknown> = Promise.resolve()
  const listeners: ((message: unknown) => void)[] = []

  async function start({ untilReady = true } = {}): Promise<void> {
    for (let life = 1; ; life += 1) {
      const begun = begin()
      if (!untilReady || (await isReadyBeforeItEnds(begun))) return
      if (life === LIVES_MAX)
        throw new Error(`${name} ended before it was ready; its words are in ${logFile}`)
      await sleep(RESTART_MS)
    }
  }

  function begin(): ChildProcess {
    // Straight into the file: what passed through here would cost this process its time.
    const log = openSync(logFile, 'a')
    // Whoever ends the rig, and however, ends its processes, stopped ones included.
    const life = spawn('setpriv', ['--pdeathsig', 'KILL', process.execPath, ...args], {
      cwd,
      env: { ...env, PORT: String(port) },
      stdio: ['ignore', log, log, 'ipc'],
    })
    closeSync(log)
    child = life
    exited = once(life, 'exit')
    life.on('message', (message) => {
      for (const listener of listeners) listener(message)
    })
    return life
  }

  async function isReadyBeforeItEnds(life: ChildProcess): Promise<boolean> {
    const until = Date.now() + READY_MS
    while (Date.now() < until) {
      // Asked last: on its port may be somebody else, and then it has ended.
      const answers = await isReady(url)
      if (!isRunning(life)) return false
      if (answers) return true
      await sleep(LOOK_MS)
    }
    throw new Error(`${name} was not ready in time; its words are in ${logFile}`)
  }

  return {
    name,
    port,
    url,
    pid: () => (isRunning(child) ? (child?.pid ?? null) : null),
    start,
    async kill() {
      child?.kill('SIGKILL')
      await exited
    },
    stop: () => void child?.kill('SIGSTOP'),
    cont: () => void child?.kill('SIGCONT'),
    async term() {
      const life = child
      life?.kill('SIGTERM')
      await exited
      return life?.exitCode ?? null
    },
    async ended() {
      await exited
    },
    // One that dies at this moment hears nothing any more.
    tell: (message) => void child?.send(message, () => {}),
    hear: (listener) => void listeners.push(listener),
  }
}

function isRunning(life: ChildProcess | null): boolean {
  return life !== null && life.exitCode === null && life.signalCode === null
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    (answer) => answer.status === 200,
    () => false,
  )
}
