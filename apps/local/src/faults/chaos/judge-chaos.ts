import { phoneOfChat, toStoredPhone } from '@bellhop/core'
import { compareLedger } from '../../hostile/compare-ledger.ts'
import { HOME_COUNTRY } from '../../hostile/hostile-plan.ts'
import type { Finding, LedgerRow } from '../../hostile/ledger.ts'
import { judgeLogs } from '../rig/judge-logs.ts'
import type { Rig } from '../rig/open-rig.ts'
import type { Verdict } from '../verdict.ts'
import type { Written } from './write-steadily.ts'

export interface ChaosRecord {
  rig: Rig
  written: readonly Written[]
  /** How often each fault happened. */
  counts: ReadonlyMap<string, number>
  decidedByStaff: number
  drainMs: number
}

/** Compares what Postgres has with what guests wrote and what WAHA took. */
export async function judgeChaos(record: ChaosRecord): Promise<Verdict[]> {
  const { rig, written, counts, decidedByStaff, drainMs } = record
  const { prisma } = rig.store
  const rows = await prisma.message.findMany({ orderBy: { seq: 'asc' } })
  const sessions = await prisma.session.findMany({
    select: { id: true, guestId: true, line: true, status: true },
  })
  const quarantined = await prisma.quarantinedEvent.count()
  const faults = tellFaults(counts)
  const { sent } = rig.waha
  const findings = compareLedger({
    rows,
    accepted: sent.map((text) => ({ ...text, phone: phoneOfChat(text.chatId, HOME_COUNTRY) ?? '' })),
    sessionIds: sessions.map(({ id }) => id),
    openSessions: sessions.filter(({ status }) => status === 'open'),
    writtenByGuests: written.map(({ id }) => id),
    writtenByStaff: [],
    hasOwnIds: true,
    sessionsExpected: new Set(written.map(({ digits }) => toStoredPhone(digits, HOME_COUNTRY))).size,
    autoRepliesExpected: null,
  })
  return [
    judgeAcknowledged(written, rows, faults),
    ...findings.map((finding) => toVerdict(finding, faults)),
    {
      invariant: 'I8',
      promise: 'nothing is set aside, quarantined or failed by an outage',
      faults,
      events: `${rows.length} rows`,
      violations: [
        ...rows
          .filter(({ status }) => status === 'set_aside' || status === 'failed')
          .map(({ seq }) => `row ${seq}`),
        ...(quarantined === 0 ? [] : [`${quarantined} events quarantined`]),
      ],
    },
    {
      invariant: 'I10',
      promise: 'all heals without a hand, and nothing stays open',
      faults,
      events: `${Math.round(drainMs / 1000)} s after the last fault, ${decidedByStaff} left to staff`,
      violations: rows
        .filter(({ status }) => ['received', 'pending', 'sending', 'unknown'].includes(status))
        .map(({ seq, status }) => `row ${seq} is ${status}`),
    },
    await judgeLogs([rig], faults),
  ]
}

function judgeAcknowledged(written: readonly Written[], rows: readonly LedgerRow[], faults: string): Verdict {
  const stored = new Set(rows.filter(({ fromMe }) => !fromMe).map(({ whatsappId }) => whatsappId))
  const acknowledged = written.filter(({ isAcknowledged }) => isAcknowledged)
  return {
    invariant: 'I1',
    promise: 'what was answered 2xx is in Postgres',
    faults,
    events: `${acknowledged.length} acknowledged of ${written.length}`,
    violations: acknowledged.filter(({ id }) => !stored.has(id)).map(({ id }) => `lost ${id}`),
  }
}

function toVerdict({ invariant, promise, looked, violations }: Finding, faults: string): Verdict {
  return { invariant, promise, faults, events: looked, violations }
}

/** All kinds, and how often in all: the log of faults has each. */
function tellFaults(counts: ReadonlyMap<string, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return `chaos: ${total} of ${counts.size} kinds`
}
