import type { Prisma } from './generated/client.ts'
import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import { newId, type Queryable, type Store } from './store.ts'

/** Who does something. `id` is null for a key of CONSOLE_API_KEYS, which stands in no table. */
export interface Actor {
  kind: 'operator' | 'key'
  id: string | null
  name: string
}

export const AUDIT_ACTIONS = [
  'checked_in',
  'checked_out',
  'took_over',
  'gave_back',
  'ended',
  'replied',
  'settled_arrived',
  'settled_not_arrived',
  'sent_again',
  'cancelled',
  'tried_again',
  'discarded_event',
  'paused_line',
  'resumed_line',
  'made_operator',
  'changed_operator',
  'changed_own_password',
  'revoked_login',
  'made_key',
  'revoked_key',
  'made_template',
  'changed_template',
  'deleted_template',
  'logged_in',
  'logged_out',
  'login_failed',
  'retried_job',
] as const

/** `login_failed`: somebody tried the name of the one who is said to have done it, who need not know of it. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** What was done, and to what. */
export interface AuditEntry {
  action: AuditAction
  sessionId?: string | null
  checkInId?: string
  messageId?: string
  /** The id of an operator, of a login, of a key, of a template or of a quarantined event, or the name of a line or of a queue. */
  subject?: string
  /** Small, and nothing of a guest: erasing one leaves it as it is. */
  detail?: Record<string, string | boolean>
}

export interface AuditRecord {
  id: string
  at: Date
  actorKind: Actor['kind']
  actorId: string | null
  actorName: string
  action: string
  sessionId: string | null
  checkInId: string | null
  messageId: string | null
  subject: string | null
  detail: Prisma.JsonValue
}

/** Notes who did what, in the transaction that does it. The rows that it names are there, and held or new. */
export async function noteAudit(db: Queryable, { kind, id, name }: Actor, entry: AuditEntry): Promise<void> {
  const { action, sessionId = null, checkInId = null, messageId = null, subject = null } = entry
  const detail = entry.detail === undefined ? null : JSON.stringify(entry.detail)
  await db.$executeRaw`
    INSERT INTO audit_events (id, actor_kind, actor_id, actor_name, action, session_id, check_in_id, message_id, subject, detail)
    VALUES (${newId()}::uuid, ${kind}::actor_kind, ${id}::uuid, ${name}::text, ${action}::text, ${sessionId}::uuid,
            ${checkInId}::uuid, ${messageId}::uuid, ${subject}::text, ${detail}::jsonb)`
}

/** What was done, the newest first; of one session, of one operator or key, or of both where they are given. */
export async function listAudit(
  { prisma }: Store,
  { sessionId, actorId, ...page }: PageRequest & { sessionId: string | null; actorId: string | null },
): Promise<Page<AuditRecord>> {
  const which = { ...(sessionId !== null && { sessionId }), ...(actorId !== null && { actorId }) }
  const rows = await prisma.auditEvent.findMany(newestFirst(page, which))
  return toPage(rows, page.limit, (row) => row)
}
