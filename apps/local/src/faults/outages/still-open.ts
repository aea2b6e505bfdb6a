import type { Store } from '@bellhop/store'

/**
 * How much of the work is not done: messages that are not stored and applied (one without a session may be: an /end where
 * none is open), replies that are not settled, open sessions without an agent. Throws while Postgres does not answer.
 */
export async function countStillOpen({ prisma }: Store, ids: readonly string[]): Promise<number> {
  const [row] = await prisma.$queryRaw<{ applied: number; unsent: number; agentless: number }[]>`
    SELECT count(*) FILTER (WHERE whatsapp_id = ANY(${ids}::text[]) AND status <> 'received')::int AS applied,
           count(*) FILTER (WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown'))::int AS unsent,
           (SELECT count(*)::int FROM sessions
            WHERE status = 'open' AND agent_status IS DISTINCT FROM 'created') AS agentless
    FROM messages`
  if (row === undefined) return ids.length
  return ids.length - row.applied + row.unsent + row.agentless
}
