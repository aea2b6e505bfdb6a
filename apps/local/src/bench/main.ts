import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PLANS } from './plan.ts'
import { profileBench } from './profile/profile-bench.ts'
import { renderProfiles, writeFlames } from './profile/report-profiles.ts'
import { findLosses, renderLook, toBaseline, type Baseline } from './report/baseline.ts'
import { describeRun } from './report/describe-run.ts'
import { drawSvg } from './report/draw-svg.ts'
import { renderMarkdown } from './report/render-markdown.ts'
import type { BenchResult } from './report/result.ts'
import { runBench } from './run-bench.ts'

const LOOKS_MAX = 3
/** Built or source: both lie as deep below the root. */
const BENCH = join(import.meta.dirname, '../../../../bench')

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    long: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const plan = PLANS[values.short ? 'short' : values.long ? 'long' : 'default']
const run = await describeRun()
const dir = await mkdtemp(join(tmpdir(), 'bellhop-bench-'))
await chmod(dir, 0o755) // Postgres runs as another user where this one is root.
const startedAt = Date.now()
const seconds = () => Math.round((Date.now() - startedAt) / 1000)
const tell = (step: string) => void process.stdout.write(`  ${String(seconds()).padStart(4)} s  ${step}\n`)
if (values.profile) {
  await profile()
} else {
  try {
    await bench()
  } catch (error) {
    process.stdout.write(`  the logs of what has failed are in ${dir}\n`)
    throw error
  }
  await rm(dir, { recursive: true, force: true })
}

/** What it found stays where it is; the worker's picture goes to the results as well if it shall be kept. */
async function profile(): Promise<void> {
  const profiles = await profileBench(dir, tell)
  const name = `${new Date(startedAt).toISOString().slice(0, 10)}-${run.commit}`
  await writeFlames(join(dir, name), run.commit, profiles)
  process.stdout.write(
    `${renderProfiles(profiles)}\n\n  the profiles are in ${dir}/profiles, flame graphs of them in ${dir}/${name}-*-flame.svg\n`,
  )
  if (!values.keep) return
  const kept = join(BENCH, 'results', `${name}-worker-flame.svg`)
  await copyFile(join(dir, `${name}-worker-flame.svg`), kept)
  process.stdout.write(`  the worker's is kept as ${kept}\n`)
}

async function bench(): Promise<void> {
  if (plan.isWhole) return write(await measure('whole'))
  const before = JSON.parse(await readFile(join(BENCH, 'baseline.json'), 'utf8')) as Baseline
  const looks: Baseline[] = []
  do {
    const found = toBaseline((await measure(`look-${looks.length + 1}`)).measured)
    looks.push(found)
    process.stdout.write(`${renderLook(found, before)}\n`)
  } while (findLosses(looks, before).length > 0 && looks.length < LOOKS_MAX)
  const losses = findLosses(looks, before)
  process.stdout.write(losses.length === 0 ? '  as fast as before\n' : `  SLOWER: ${losses.join(', ')}\n`)
  if (losses.length > 0) process.exitCode = 1
}

async function measure(folder: string): Promise<BenchResult> {
  const measured = await runBench(join(dir, folder), plan, tell)
  const at = new Date(startedAt).toISOString()
  const result: BenchResult = { at, form: plan.name, seconds: seconds(), ...run, measured }
  process.stdout.write(`\n${renderMarkdown(result)}\n`)
  return result
}

async function write(result: BenchResult): Promise<void> {
  // Two forms of one commit stand beside each other, and so does what two versions of Node make of it.
  const form = result.form === 'default' ? '' : `-${result.form}`
  const node = `node${process.versions.node.split('.')[0]}`
  const name = `${result.at.slice(0, 10)}-${result.commit}-${node}${form}`
  const path = join(BENCH, 'results', name)
  await writeFile(`${path}.json`, `${JSON.stringify(result, null, 2)}\n`)
  await writeFile(`${path}.md`, `${renderMarkdown(result)}\n![The targets and what was found](${name}.svg)\n`)
  await writeFile(`${path}.svg`, drawSvg(result))
  process.stdout.write(`  written to ${path}.{json,md,svg}\n`)
}
