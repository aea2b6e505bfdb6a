import { randomUUID } from 'node:crypto'
import { isRepairDue, repairedUntil, repairRetryMs, type RepairState } from '@bellhop/core'
import type { WahaClient } from '@bellhop/gateways/waha'
import { within, type Logger } from '@bellhop/runtime'
import {
  claimRepair,
  confirmWorking,
  finishRepair,
  listLines,
  releaseRepair,
  type LineRow,
  type Store,
} from '@bellhop/store'
import type { FollowLines } from './follow-lines.ts'
import { isRefused, type RepairReport } from './repair-report.ts'
import { beginRepair, type RepairRun, type RepairRunDeps } from './repair-run.ts'

/** Longer than a page takes, however slow WAHA is. */
const LEASE_MS = 60_000
/** Of a line at a time: until all have read theirs, no line begins that has become due. */
const PAGES_PER_LOOK = 200
const NOT_WORKING_PAUSE_MS = 60_000
const RELEASE_MS = 1_000

export interface GapRepairDeps extends Omit<RepairRunDeps, 'db' | 'waha' | 'onFound'> {
  store: Store
  waha: Pick<WahaClient, 'session' | 'chatMessages'>
  followLines: FollowLines
  names: readonly string[]
  everyMs: number
  retryFirstMs: number
  report: RepairReport
  log: Logger
  /** Aborted when the worker ends. */
  signal: AbortSignal
}

export interface GapRepair {
  /** Begins what is due, and goes on with what is under way. */
  look(): Promise<void>
  /** Leaves what is under way to others. */
  release(): Promise<void>
}

/**
 * Asks WAHA for what it has not delivered: for each line after the start, after the line came back, and every `everyMs`.
 * A line is in one worker's hands, by a lease, and never within a transaction: WAHA may be slow.
 */
export function createGapRepair(deps: GapRepairDeps): GapRepair {
  const { store, waha, followLines, names, everyMs, retryFirstMs, report, log, signal } = deps
  const { prisma } = store
  const token = randomUUID()
  const runs = new Map<string, RepairRun>()
  const failures = new Map<string, number>()
  let startedAt: number | null = null

  const list = async () => (await listLines(prisma)).filter(({ line }) => names.includes(line))
  const find = async (name: string) => (await list()).find(({ line }) => line === name)
  const release = (line: string, pauseMs: number) => releaseRepair(prisma, { line, token }, pauseMs)

  function isDue(row: LineRow): boolean {
    const now = row.now.getTime()
    startedAt ??= now
    return isRepairDue(toRepairState(row), { now, startedAt, everyMs })
  }

  /** Null if there is nothing to repair: another worker has just done it, or the line does not work. */
  async function begin(line: string): Promise<RepairRun | null> {
    const row = await find(line)
    if (row === undefined || !isDue(row)) {
      await release(line, 0)
      return null
    }
    const { status, engine } = await waha.session(line)
    if (status !== 'WORKING') {
      await release(line, NOT_WORKING_PAUSE_MS)
      return null
    }
    const { lifted } = await confirmWorking(prisma, row)
    if (lifted) await followLines(prisma, await list())
    return beginRepair({ ...deps, db: prisma, onFound: report.found }, row, engine)
  }

  async function goOn(line: string): Promise<void> {
    const run = runs.get(line) ?? (await begin(line))
    if (run === null) return
    runs.set(line, run)
    for (let page = 0; page < PAGES_PER_LOOK; page += 1) {
      const state = await run.step()
      if (state === 'done') return finish(run)
      // What was released when the worker began to end is not taken again.
      if (state === 'queue is full' || signal.aborted || !(await hold(line))) return
    }
  }

  async function hold(line: string): Promise<boolean> {
    const isOurs = await claimRepair(prisma, { line, token }, LEASE_MS)
    if (!isOurs) runs.delete(line)
    return isOurs
  }

  async function finish(run: RepairRun): Promise<void> {
    const { line, beganAt } = run
    runs.delete(line)
    failures.delete(line)
    const row = await find(line)
    if (row === undefined) return
    const until = new Date(repairedUntil(toRepairState(row), beganAt.getTime()))
    const finished = await finishRepair(prisma, { line, token }, { beganAt, repairedUntil: until })
    if (finished) report.finished(run, until)
  }

  async function fail(line: string, error: unknown): Promise<void> {
    runs.delete(line)
    if (signal.aborted) return
    const count = (failures.get(line) ?? 0) + 1
    failures.set(line, count)
    report.failed(line, error)
    await release(line, isRefused(error) ? everyMs : repairRetryMs(count, everyMs, retryFirstMs))
  }

  async function lookAt(row: LineRow): Promise<void> {
    const { line } = row
    if (signal.aborted || (!runs.has(line) && !isDue(row))) return
    if (await hold(line)) await goOn(line).catch((error: unknown) => fail(line, error))
  }

  return {
    /** All lines at once: one whose WAHA is slow keeps no other waiting. */
    async look() {
      const looks = await Promise.allSettled((await list()).map(lookAt))
      for (const look of looks) if (look.status === 'rejected') throw look.reason
    },

    async release() {
      const left = Promise.all(names.map((line) => release(line, 0)))
      await within(RELEASE_MS, left).catch((err: unknown) =>
        log.debug({ err }, 'a lease must run out by itself'),
      )
    },
  }
}

function toRepairState({ knownSince, repairedUntil: until, repairedAt, workingSince }: LineRow): RepairState {
  return {
    knownSince: knownSince.getTime(),
    repairedUntil: until.getTime(),
    repairedAt: repairedAt?.getTime() ?? null,
    workingSince: workingSince?.getTime() ?? null,
  }
}
