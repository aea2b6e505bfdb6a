import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRandom, type Engine } from '@bellhop/gateways/waha/simulator'
import { compose } from '@bellhop/runtime'
import { judgeLogs } from '../rig/judge-logs.ts'
import type { Phase } from '../verdict.ts'
import { arrange } from './arrange.ts'
import { bundleChild } from './bundle-child.ts'
import { discover } from './discover.ts'
import { openLane, type Lane } from './lane.ts'
import { showPoint } from './point.ts'
import { runCases, type Case, type CaseResult } from './run-cases.ts'
import { SCENARIOS } from './scenarios.ts'
import { verdictsOf, type Unbroken } from './verdicts.ts'

/** Hotels side by side, by engine: those of one engine share its runs. */
const LANES: readonly [Engine, number][] = [
  ['NOWEB', 3],
  ['WEBJS', 1],
]
const RUNS_MS = 130_000
const ATTEMPTS_MAX = 3
const LONG_RUNS_MS = 30 * 60_000
/** What finds every guest's phone, in both spellings, and every text and name of these runs. */
const CANARIES = [/\b(?:62|0)899\d{8}\b/, /canary/i, /Selamat datang|Pesan Anda|Terima kasih/]

/**
 * Breaks every effect in each way, and then, for as long as there is time, every time that it comes in every scenario, in an
 * order that the seed decides.
 */
export const crashPoints: Phase = async ({ dir, seed, isLong, onProgress }) => {
  const results: CaseResult[] = []
  const unbroken: Unbroken[] = []
  const logs: Pick<Lane['rig'], 'logDir' | 'secrets'>[] = []
  const planned: Case[] = []
  let opened = 0
  const argsOf = await bundleChild()

  const { close } = await compose(async (defer) => {
    await Promise.all(LANES.map(([engine, count]) => runEngine(engine, count, defer)))
    return {}
  })
  await close()
  const faults = `crashes and lost answers in ${results.length} runs`
  return [...verdictsOf(results, unbroken, planned), await judgeLogs(logs, faults, CANARIES)]

  async function runEngine(
    engine: Engine,
    count: number,
    defer: (end: () => Promise<void>) => void,
  ): Promise<void> {
    const open = async (): Promise<Lane> => {
      const lane = await insist(() => openLane({ dir: join(dir, `lane-${(opened += 1)}`), engine, argsOf }))
      defer(() => lane.close())
      logs.push(lane.rig)
      return lane
    }
    onProgress('crash points: looking for every effect')
    const lanes = await Promise.all(Array.from({ length: count }, open))
    const scenarios = SCENARIOS.filter((scenario) => scenario.engine === engine)
    const found = await insist(() => discover(lanes, scenarios))
    unbroken.push(...found.unbroken)
    planned.push(...found.cases)
    const cases = arrange(found.cases, createRandom(seed))
    const until = Date.now() + (isLong ? LONG_RUNS_MS : RUNS_MS)
    await Promise.all(lanes.map((lane) => runCases(lane, cases, { openLane: open, until, onResult })))
  }

  function onResult(result: CaseResult): void {
    const { scenario, point, mode, ...rest } = result
    results.push(result)
    const line = { at: new Date(), scenario: scenario.name, point: showPoint(point), mode, ...rest }
    appendFileSync(join(dir, 'runs.jsonl'), `${JSON.stringify(line)}\n`)
    onProgress(`crash points: ${results.length} of ${planned.length} runs`)
  }
}

/** On a busy machine a process, or an answer of Postgres, may take longer than it has. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS_MAX) throw error
    }
  }
}
