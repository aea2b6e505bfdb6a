import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const REPORT = 'mutant-report.json'

/** A test that ran. */
export interface TestResult {
  file: string
  name: string
  passed: boolean
  /** Why it failed. */
  messages: string[]
}

export interface TestRun {
  results: TestResult[]
  /** What kept a file from being run: it could not be loaded, or something failed before its tests. */
  problems: string[]
  /** It was cut off by the time limit. */
  endedInTime: boolean
}

export interface TestSelection {
  files: readonly string[]
  /** Words of the tests' names; all others are left out. */
  names: readonly string[]
}

export interface TestRunOptions {
  env: NodeJS.ProcessEnv
  limitMs: number
  /** Ends the run at once. */
  signal: AbortSignal
  /** Whether the first test that fails ends the run. */
  bail: boolean
}

/** Runs these tests in that copy. They are a process group of their own, of which nothing is left afterwards. */
export async function runTests(
  dir: string,
  { files, names }: TestSelection,
  { env, limitMs, signal, bail }: TestRunOptions,
): Promise<TestRun> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...files, '-t', names.map(literally).join('|')]
  const options = ['--reporter=json', `--outputFile=${REPORT}`, ...(bail ? ['--bail=1'] : [])]
  const child = spawn(process.execPath, [...args, ...options], {
    cwd: dir,
    env: { ...process.env, ...env },
    stdio: 'ignore',
    detached: true,
  })
  const kill = () => killGroup(child.pid)
  let endedInTime = true
  const limit = setTimeout(() => {
    endedInTime = false
    kill()
  }, limitMs)
  signal.addEventListener('abort', kill)
  if (signal.aborted) kill()
  await once(child, 'exit')
  clearTimeout(limit)
  signal.removeEventListener('abort', kill)
  kill()
  return { ...readReport(dir), endedInTime }
}

const literally = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of it is left.
  }
}

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[]
  }[]
}

function readReport(dir: string): Pick<TestRun, 'results' | 'problems'> {
  let report: Report
  try {
    report = JSON.parse(readFileSync(join(dir, REPORT), 'utf8')) as Report
  } catch {
    return { results: [], problems: ['vitest did not run'] }
  }
  const results = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        file: file.name.slice(dir.length + 1),
        name: fullName.trim(),
        passed: status === 'passed',
        messages: failureMessages ?? [],
      })),
  )
  const problems = report.testResults.flatMap(({ message }) => (message === '' ? [] : [message]))
  return { results, problems }
}
