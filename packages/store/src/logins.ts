import { noteAudit, type Actor } from './audit.ts'
import type { OperatorRole } from './generated/enums.ts'
import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import { newId, type Queryable, type Store } from './store.ts'

/** An operator's login in one browser: a row of `operator_sessions`. */
export interface LoginRecord {
  id: string
  operatorId: string
  createdAt: Date
  /** To the minute. */
  lastSeenAt: Date
  expiresAt: Date
  revokedAt: Date | null
}

/** Who a login's cookie stands for. */
export interface LoginHolder {
  loginId: string
  operatorId: string
  name: string
  displayName: string
  role: OperatorRole
}

export interface NewLogin {
  operatorId: string
  name: string
  /** As it was when the password was found to be right; null for the built-in operator. */
  passwordHash: string | null
  tokenHash: Buffer
  expiresAt: Date
}

/** A login that goes on under another cookie. */
export type RenewedLogin = Pick<NewLogin, 'tokenHash' | 'expiresAt'> & { id: string }

/**
 * Opens a login, and forgets this operator's that have been over for a month. False if meanwhile the operator was disabled or has
 * another password: those end all logins, and this one too.
 */
export async function openLogin(
  { prisma }: Store,
  { operatorId, name, passwordHash, tokenHash, expiresAt }: NewLogin,
): Promise<boolean> {
  const id = newId()
  return prisma.$transaction(async (tx) => {
    const opened = await tx.$executeRaw`
      WITH forgotten AS (
        DELETE FROM operator_sessions
        WHERE operator_id = ${operatorId}::uuid AND expires_at < now() - interval '30 days'
      )
      INSERT INTO operator_sessions (id, operator_id, token_hash, expires_at)
      SELECT ${id}::uuid, id, ${tokenHash}::bytea, ${expiresAt}::timestamptz FROM operators
      WHERE id = ${operatorId}::uuid AND disabled_at IS NULL
        AND password_hash IS NOT DISTINCT FROM ${passwordHash}::text
      FOR SHARE`
    if (opened > 0)
      await noteAudit(tx, { kind: 'operator', id: operatorId, name }, { action: 'logged_in', subject: id })
    return opened > 0
  })
}

/**
 * Notes that a name and a password were refused, if there is an operator of that name: people type passwords there. Once a minute
 * and name, so that strangers don't fill the audit.
 */
export async function noteFailedLogin({ prisma }: Store, name: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    // Whoever has the lock notes it for all who try at this moment.
    const [lock] = await tx.$queryRaw<{ got: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('login_failed:' || ${name}::text, 0)) AS got`
    if (lock?.got !== true) return
    await tx.$executeRaw`
      INSERT INTO audit_events (id, actor_kind, actor_id, actor_name, action, subject)
      SELECT ${newId()}::uuid, 'operator', o.id, o.name, 'login_failed', o.id FROM operators o
      WHERE o.name = ${name}::text AND NOT EXISTS (
        SELECT FROM audit_events e
        WHERE e.actor_id = o.id AND e.action = 'login_failed' AND e.at > now() - interval '1 minute'
      )`
  })
}

/** Whose login it is, and notes that it was seen. Null if it was ended or is over, or its operator is disabled. */
export async function findLogin(db: Queryable, tokenHash: Buffer, now: Date): Promise<LoginHolder | null> {
  const [holder = null] = await db.$queryRaw<LoginHolder[]>`
    WITH login AS (
      SELECT s.id, s.last_seen_at, o.id AS operator_id, o.name, o.display_name, o.role
      FROM operator_sessions s JOIN operators o ON o.id = s.operator_id
      WHERE s.token_hash = ${tokenHash}::bytea AND s.revoked_at IS NULL AND s.expires_at > ${now}::timestamptz
        AND o.disabled_at IS NULL
    ), seen AS (
      UPDATE operator_sessions s SET last_seen_at = now() FROM login
      WHERE s.id = login.id AND login.last_seen_at < now() - interval '1 minute'
    )
    SELECT id AS "loginId", operator_id AS "operatorId", name, display_name AS "displayName", role FROM login`
  return holder
}

/** An operator ends the own login, whoever has a copy of its cookie. */
export async function logOut({ prisma }: Store, by: Actor, id: string): Promise<void> {
  await prisma.$transaction(async (tx) => {
    if (await endLogin(tx, id)) await noteAudit(tx, by, { action: 'logged_out', subject: id })
  })
}

/** Ends all logins of an operator, but for the one that stays. */
export async function endLoginsOf(
  db: Queryable,
  operatorId: string,
  stays: string | null = null,
): Promise<void> {
  await db.$executeRaw`
    UPDATE operator_sessions SET revoked_at = clock_timestamp()
    WHERE operator_id = ${operatorId}::uuid AND revoked_at IS NULL AND id IS DISTINCT FROM ${stays}::uuid`
}

/** From now on a login has another cookie: a copy of the one before opens nothing. */
export async function renewLogin(db: Queryable, { id, tokenHash, expiresAt }: RenewedLogin): Promise<void> {
  await db.$executeRaw`
    UPDATE operator_sessions SET token_hash = ${tokenHash}::bytea, expires_at = ${expiresAt}::timestamptz
    WHERE id = ${id}::uuid AND revoked_at IS NULL`
}

/** An admin ends a login. Again: the same. False if there is no such login. */
export async function revokeLogin({ prisma }: Store, by: Actor, id: string): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    if (await endLogin(tx, id)) await noteAudit(tx, by, { action: 'revoked_login', subject: id })
    return (await tx.operatorSession.count({ where: { id } })) > 0
  })
}

export async function listLogins(
  { prisma }: Store,
  operatorId: string,
  page: PageRequest,
): Promise<Page<LoginRecord>> {
  const rows = await prisma.operatorSession.findMany({
    ...newestFirst(page, { operatorId }),
    omit: { tokenHash: true },
  })
  return toPage(rows, page.limit, (row) => row)
}

/** False if it had ended already, or there is no such login. */
async function endLogin(db: Queryable, id: string): Promise<boolean> {
  const ended = await db.$executeRaw`
    UPDATE operator_sessions SET revoked_at = clock_timestamp() WHERE id = ${id}::uuid AND revoked_at IS NULL`
  return ended > 0
}
