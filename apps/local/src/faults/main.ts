import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chaos } from './chaos/chaos.ts'
import { crashPoints } from './crash/crash-points.ts'
import { outages } from './outages/outages.ts'
import { overload } from './overload/overload.ts'
import { renderVerdicts } from './render-verdicts.ts'
import { restarts } from './restarts/restarts.ts'
import type { Phase, Verdict } from './verdict.ts'

const SECOND_MS = 1_000
const CHAOS = { guests: 2_000, rate: 300, durationMs: 300 * SECOND_MS }
const SHORT_CHAOS = { guests: 500, rate: 100, durationMs: 45 * SECOND_MS }

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomBytes(3).readUIntBE(0, 3)) },
    only: { type: 'string', default: '' },
    long: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
  },
})
/** One group after the other. What measures has the machine to itself, what mostly waits shares it. */
const groups: Record<string, Phase>[] = [
  { overload },
  { chaos: chaos(values.short ? SHORT_CHAOS : CHAOS) },
  { outages, restarts, crash: crashPoints },
]
const names = groups.flatMap((group) => Object.keys(group))
const chosen = values.only === '' ? names : values.only.split(',')
const seed = Number(values.seed)
if (!Number.isInteger(seed) || seed < 0 || chosen.some((name) => !names.includes(name))) {
  process.stderr.write(
    `npm run test:faults -- --seed 1 --only ${names.join(',')} --short --long\n` +
      '--short has less chaos, --long outages of ten minutes and every crash point. The same seed plans the same faults.\n',
  )
  process.exit(2)
}

const root = await mkdtemp(join(tmpdir(), 'bellhop-faults-'))
await chmod(root, 0o755) // Postgres runs as another user where this one is root.
const startedAt = Date.now()
process.stdout.write(`\n  seed ${seed}; data and logs in ${root}\n\n`)
const verdicts: Verdict[] = []
for (const group of groups) {
  const phases = Object.entries(group).filter(([name]) => chosen.includes(name))
  // oxlint-disable-next-line no-await-in-loop -- one group after the other
  verdicts.push(...(await Promise.all(phases.map(([name, phase]) => run(name, phase)))).flat())
}
process.stdout.write(renderVerdicts(verdicts))
const isBroken = verdicts.some(({ violations }) => violations.length > 0)
if (!isBroken) await rm(root, { recursive: true, force: true })
const seconds = Math.round((Date.now() - startedAt) / SECOND_MS)
process.stdout.write(
  `\n  ${isBroken ? `Broken; what happened is in ${root}` : 'All held'}. ${seconds} s, seed ${seed}.\n\n`,
)
process.exitCode = isBroken ? 1 : 0

async function run(name: string, phase: Phase): Promise<Verdict[]> {
  let shown = ''
  const onProgress = (step: string) => {
    if (step !== shown)
      process.stdout.write(`  ${new Date().toISOString().slice(11, 19)}  ${name.padEnd(8)}  ${step}\n`)
    shown = step // only what changes
  }
  return phase({ dir: join(root, name), seed, isLong: values.long, onProgress })
}
