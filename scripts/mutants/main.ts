import { parseArgs } from 'node:util'
import { startPostgres } from '../../apps/local/src/servers/postgres.ts'
import { findRedisBinary, startRedis } from '../../apps/local/src/servers/redis.ts'
import { checkControl } from './check-control.ts'
import type { Mutant } from './mutant.ts'
import { mutants } from './mutants.ts'
import { isSurvivor, renderTable, type Tried } from './render-table.ts'
import { tryMutant } from './try-mutant.ts'

/**
 * Drops each guard of the product, one at a time, in a copy of the working tree, and runs the test that has to fail then. Ends
 * with 1 if one survives. `--only <name>`, as often as wanted, tries these alone.
 */
const TOGETHER = 2
const MUTANT_LIMIT_MS = 120_000
const CONTROL_LIMIT_MS = 600_000

const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values
const chosen = mutants.filter(({ name }) => only?.includes(name) ?? true)
const unknown = only?.filter((name) => !mutants.some((mutant) => mutant.name === name)) ?? []
if (unknown.length > 0) fail(`there is no mutant ${unknown.join(', ')}`)

const ending = new AbortController()
// As often as it comes: npm passes a Ctrl-C on once more, and the copies are to be removed all the same. It runs without tsx's own
// command for the same reason: that one kills what doesn't answer a signal at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ending.abort())

const redisBinary = findRedisBinary()
if (redisBinary === null) fail('the mutants need redis-server or valkey-server')
// One of each for all runs: every test has a database and a queue prefix of its own.
const [postgres, redis] = [await startPostgres(), await startRedis(redisBinary)]
try {
  const env = { TEST_DATABASE_URL: postgres.url, TEST_REDIS_URL: redis.url, NO_COLOR: '1' }
  process.exitCode = await tryAll(env)
} finally {
  await postgres.close()
  await redis.close()
}

async function tryAll(env: NodeJS.ProcessEnv): Promise<number> {
  const { signal } = ending
  console.log(`${chosen.length} mutants; first their tests without any of them`)
  const wrong = await checkControl(chosen, { env, signal, limitMs: CONTROL_LIMIT_MS })
  if (signal.aborted) return 130
  if (wrong.length > 0) {
    console.error(`The tests fail by themselves:\n\n${wrong.join('\n\n')}`)
    return 1
  }

  const waiting = [...chosen]
  const tried: Tried[] = []
  async function tryNext(): Promise<void> {
    for (let mutant = waiting.shift(); mutant !== undefined && !signal.aborted; mutant = waiting.shift()) {
      const verdict = await tryMutant(mutant, { env, signal, limitMs: MUTANT_LIMIT_MS })
      if (signal.aborted) return
      tried.push({ mutant, verdict })
      console.log(progressOf(mutant, verdict.type, tried.length))
    }
  }
  await Promise.all(Array.from({ length: TOGETHER }, tryNext))
  if (signal.aborted) return 130
  console.log(`\n${renderTable(tried)}`)
  return tried.some(isSurvivor) ? 1 : 0
}

function progressOf({ name }: Mutant, word: string, count: number): string {
  return `${String(count).padStart(3)}/${chosen.length}  ${word.padEnd(8)}  ${name}`
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
