import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '../../src/servers/free-port.ts'

const READY_MS = 150_000
const LOOK_MS = 50
const ERRORS = new Set(['error', 'fatal'])

export interface LogLine {
  level: string
  msg: string
}

/** An app of some release as a process of its own. */
export interface ReleaseProcess {
  url: string
  lines(): LogLine[]
  errors(): LogLine[]
  /** SIGTERM; gives the exit code. */
  term(): Promise<number | null>
  kill(): Promise<void>
}

/** Starts the app of the release that lies there, from source, and waits until it is ready. */
export async function startReleaseProcess(
  root: string,
  app: string,
  env: NodeJS.ProcessEnv,
): Promise<ReleaseProcess> {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const args = ['--import', 'tsx', '--conditions=bellhop-source', `apps/${app}/src/main.ts`]
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => (output += text))
  }
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await closed
    return child.exitCode
  }
  const lines = () => output.split('\n').filter(Boolean).map(parse)

  for (const until = Date.now() + READY_MS; !(await isReady(url)); await sleep(LOOK_MS)) {
    if (child.exitCode === null && Date.now() < until) continue
    await end('SIGKILL')
    throw new Error(`the ${app} did not get ready:\n${output}`)
  }
  return {
    url,
    lines,
    errors: () => lines().filter(({ level }) => ERRORS.has(level)),
    term: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

/** A line that is no JSON comes from somebody who didn't expect to have to say anything. */
function parse(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine
  } catch {
    return { level: 'error', msg: line }
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}
