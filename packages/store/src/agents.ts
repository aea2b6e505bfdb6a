import type { AgentStatus } from '@bellhop/core'

import type { Queryable, Store } from './store.ts'

/** Whether this session still wants an agent: it is open, and none was created yet. */
export async function wantsAgent({ prisma }: Store, sessionId: string): Promise<boolean> {
  const session = await prisma.session.findUnique({
    where: { id: sessionId },
    select: { status: true, agentStatus: true },
  })
  return session?.status === 'open' && session.agentStatus !== null && session.agentStatus !== 'created'
}

export async function setAgentStatus(
  { prisma }: Store,
  sessionId: string,
  agentStatus: AgentStatus,
): Promise<void> {
  // A failure never takes back what a parallel attempt achieved.
  await prisma.session.updateMany({
    where: { id: sessionId, NOT: { agentStatus: 'created' } },
    data: { agentStatus },
  })
}

/** Open sessions that still have no agent, and were active within `idleLimitMs`: beyond it they will be rotated anyway. */
export async function findSessionsWithoutAgent(
  db: Queryable,
  idleLimitMs: number,
  limit: number,
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM sessions
    WHERE status = 'open' AND agent_status IN ('pending', 'failed')
      AND last_activity_at >= clock_timestamp() - ${idleLimitMs}::double precision * interval '1 ms'
    ORDER BY started_at LIMIT ${limit}::int`
  return rows.map(({ id }) => id)
}
