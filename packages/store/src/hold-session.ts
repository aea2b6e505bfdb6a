import type { Actor } from './audit.ts'
import type { Queryable } from './store.ts'

/**
 * From now on this operator has the session: the last of those who took it over or wrote in it. A key has none, and takes none away.
 * The caller holds the guest's lock. A session that is saved in agent mode is nobody's again, however it came to that.
 */
export async function holdSession(db: Queryable, { kind, id }: Actor, sessionId: string): Promise<void> {
  if (kind !== 'operator') return
  await db.$executeRaw`
    UPDATE sessions SET operator_id = ${id}::uuid
    WHERE id = ${sessionId}::uuid AND status = 'open' AND mode = 'manual'
      AND operator_id IS DISTINCT FROM ${id}::uuid`
}
