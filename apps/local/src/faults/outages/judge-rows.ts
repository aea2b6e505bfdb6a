import { phoneOfChat } from '@bellhop/core'
import { openFailedInbound } from '@bellhop/queue'
import { createLogger } from '@bellhop/runtime'
import { compareSends } from '../../hostile/compare-sends.ts'
import { HOME_COUNTRY } from '../../hostile/hostile-plan.ts'
import type { Rig } from '../rig/open-rig.ts'
import type { Posted } from './write-through.ts'

export interface RowsFound {
  looked: string
  /** Lost, doubled, unanswered, out of order. */
  faults: string[]
  /** Tries that were counted though Postgres or WAHA was away. */
  spent: string[]
}

/** Compares what Postgres has with what was acknowledged and with what WAHA took. */
export async function judgeRows(
  { store, waha, redisUrl }: Rig,
  posted: readonly Posted[],
): Promise<RowsFound> {
  const { prisma } = store
  const rows = await prisma.message.findMany({ orderBy: { seq: 'asc' } })
  const welcomes = await prisma.$queryRaw<{ id: string; welcomes: number; agent: string | null }[]>`
    SELECT s.id::text, s.agent_status::text AS agent,
           (SELECT count(*)::int FROM messages m WHERE m.session_id = s.id AND m.kind = 'welcome') AS welcomes
    FROM sessions s`
  const quarantined = await prisma.quarantinedEvent.count()
  const ids = new Map<string | null, number>()
  for (const { whatsappId, fromMe } of rows) if (!fromMe) ids.set(whatsappId, (ids.get(whatsappId) ?? 0) + 1)
  const acknowledged = posted.filter(({ answers }) => answers.at(-1)?.status === 200)
  const sends = compareSends({
    rows,
    accepted: waha.sent.map((text) => ({ ...text, phone: phoneOfChat(text.chatId, HOME_COUNTRY) ?? '' })),
    sessionIds: [],
    openSessions: [],
    writtenByGuests: [],
    writtenByStaff: [],
    hasOwnIds: true,
    sessionsExpected: 0,
    autoRepliesExpected: null,
  })
  const inbound = rows.filter(({ direction }) => direction === 'inbound')
  return {
    looked: `${acknowledged.length} acknowledged, ${rows.length} rows, ${waha.sent.length} texts`,
    faults: [
      ...acknowledged
        .filter(({ id }) => ids.get(id) !== 1)
        .map(({ id }) => `${id} has ${ids.get(id) ?? 0} rows`),
      ...rows
        .filter(({ status }) => NOT_WELL.has(status))
        .map(({ seq, status }) => `row ${seq} is ${status}`),
      ...welcomes.filter((one) => one.welcomes !== 1).map(({ id }) => `session ${id} has no single welcome`),
      ...sends.flatMap(({ violations }) => violations),
    ],
    spent: [
      ...inbound.filter(({ attempts }) => attempts > 0).map(({ seq }) => `row ${seq} spent tries`),
      ...(quarantined === 0 ? [] : [`${quarantined} events quarantined`]),
      ...(await findFailedJobs(redisUrl)),
    ],
  }
}

const NOT_WELL = new Set(['received', 'set_aside', 'failed', 'pending', 'sending', 'unknown'])

async function findFailedJobs(queueUrl: string): Promise<string[]> {
  const failed = await openFailedInbound({ queueUrl, log: createLogger({ name: 'rig', level: 'error' }) })
  try {
    return (await failed.take(100)).map(({ id }) => `job ${id} failed`)
  } finally {
    await failed.close()
  }
}
