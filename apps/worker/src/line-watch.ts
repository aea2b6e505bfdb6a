import type { InboundEvent, LineStatusEvent } from '@bellhop/core'
import type { Logger } from '@bellhop/runtime'
import { listLines, noteEvents, type Store } from '@bellhop/store'
import type { FollowLines } from './follow-lines.ts'

const NOTED_EVERY_MS = 30_000

export interface LineWatchDeps {
  store: Store
  followLines: FollowLines
  /** The lines that this hotel uses. */
  names: readonly string[]
  log: Logger
}

export interface LineWatch {
  /** Draws the consequences of what was stored. Never fails: the sweep and the next events are behind it. */
  heard(events: readonly InboundEvent[]): Promise<void>
}

export function createLineWatch({ store, followLines, names, log }: LineWatchDeps): LineWatch {
  const { prisma } = store
  const notedAt = new Map<string, number>()

  /** Of each line once in a while, so that a flood of events is no flood of writes. */
  async function note(lines: ReadonlySet<string>): Promise<void> {
    const now = performance.now()
    const due = [...lines].filter((line) => now - (notedAt.get(line) ?? -Infinity) >= NOTED_EVERY_MS)
    if (due.length === 0) return
    await noteEvents(prisma, due)
    for (const line of due) notedAt.set(line, now)
  }

  async function follow(reports: readonly LineStatusEvent[]): Promise<void> {
    if (reports.length === 0) return
    for (const { line, status } of reports) log.info({ line, status }, 'line reported its state')
    const reported = new Set(reports.map(({ line }) => line))
    await followLines(
      prisma,
      (await listLines(prisma)).filter(({ line }) => reported.has(line)),
    )
  }

  return {
    async heard(events) {
      const delivered = events.filter((event) => !('repaired' in event)).flatMap(({ line }) => line ?? [])
      try {
        await note(new Set(delivered.filter((line) => names.includes(line))))
        await follow(events.filter((event) => event.kind === 'line-status'))
      } catch (err) {
        log.warn({ err }, 'could not look after the lines, the sweep will')
      }
    },
  }
}
