import { timelockMs } from '@bellhop/core'
import type { Doorbells, LineControls } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import {
  confirmWorking,
  currentIntervalMs,
  ensureLines,
  findDueOutbound,
  freeTimelocked,
  listLines,
  pauseLine,
  timelockLine,
  type LineRow,
  type Store,
} from '@bellhop/store'
import type { LineSession, WahaClient } from '@bellhop/gateways/waha'
import type { Report } from './report.ts'

const RINGS_MAX = 10_000

export interface LinesDeps {
  store: Store
  controls: Pick<LineControls, 'setPace' | 'pause' | 'resume'>
  doorbells: Pick<Doorbells, 'ringOutbound'>
  waha: Pick<WahaClient, 'session'>
  /** The lines that this hotel uses. */
  names: readonly string[]
  report: Pick<Report, 'pausedLines' | 'timelocked'>
  log: Logger
}

export interface Lines {
  /** Makes the lines known, and gives the queues the pace and the pauses that Postgres knows. */
  prepare(sendIntervalMs: number): Promise<void>
  /** The line takes nothing at the moment. An operator's pause stays the operator's. */
  pause(line: string, reason: string): Promise<void>
  /** WhatsApp forbids the line to write to new people. Gives for how long, in ms. */
  timelock(line: string): Promise<number>
  /** Asks WAHA for each line that Bellhop paused, and lets go on what works again, or was banned no longer than that. */
  watch(): Promise<void>
}

/** The lines in `lines`, which is the truth, and in the queue, which follows. */
export function createLines({ store, controls, doorbells, waha, names, report, log }: LinesDeps): Lines {
  const { prisma } = store

  async function list(): Promise<LineRow[]> {
    const lines = (await listLines(prisma)).filter(({ line }) => names.includes(line))
    const count = (by: LineRow['pausedBy']): number => lines.filter(({ pausedBy }) => pausedBy === by).length
    report.pausedLines({ operator: count('operator'), bellhop: count('bellhop') })
    return lines
  }

  async function resume({ line, statusAt }: LineRow): Promise<void> {
    if (!(await confirmWorking(prisma, { line, statusAt })).lifted) return
    log.info({ line }, 'line works again')
    const row = (await list()).find((one) => one.line === line)
    // What has waited leaves slowly at first.
    if (row !== undefined) await controls.setPace(line, currentIntervalMs(row))
    await controls.resume(line)
    await doorbells.ringOutbound(await findDueOutbound(prisma, RINGS_MAX, [line]))
  }

  return {
    async prepare(sendIntervalMs) {
      await ensureLines(prisma, names, sendIntervalMs)
      for (const row of await list()) {
        const { line, pausedBy } = row
        await controls.setPace(line, currentIntervalMs(row))
        await (pausedBy === null ? controls.resume(line) : controls.pause(line))
      }
    },

    async pause(line, reason) {
      await pauseLine(prisma, line, 'bellhop', reason)
      try {
        await controls.pause(line)
      } catch (err) {
        log.warn({ err, line }, 'could not pause the queue, the sweep will')
      }
    },

    async timelock(line) {
      const now = Date.now()
      const forMs = timelockMs((await sessionOf(line))?.timelockedUntil ?? null, now)
      report.timelocked(line, await timelockLine(prisma, line, forMs))
      return forMs
    },

    async watch() {
      const down = (await list()).filter(({ pausedBy }) => pausedBy === 'bellhop')
      // WAHA may call a line stopped that works, so an answer never pauses one.
      for (const row of down) {
        if ((await sessionOf(row.line))?.status === 'WORKING') await resume(row)
      }
      if (down.length > 0) await list()
      await freeTimelocked(prisma, names)
    },
  }

  async function sessionOf(line: string): Promise<LineSession | null> {
    try {
      return await waha.session(line)
    } catch (err) {
      log.debug({ err, line }, 'could not ask for the line')
      return null
    }
  }
}
