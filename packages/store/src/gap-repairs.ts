import { dueIn } from './due-in.ts'
import { isErased } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import type { Queryable } from './store.ts'

const CHATS_MAX = 5_000

export interface RepairClaim {
  line: string
  /** Of whoever holds the repair. */
  token: string
}

/**
 * Takes a line's repair, or keeps it, for `leaseMs` from now on. False if somebody else has it, or a pause after a repair
 * that failed isn't over.
 */
export async function claimRepair(
  db: Queryable,
  { line, token }: RepairClaim,
  leaseMs: number,
): Promise<boolean> {
  const claimed = await db.$executeRaw`
    UPDATE lines
    SET repair_token = ${token}::uuid,
        repair_lease_until = ${dueIn(leaseMs)}
    WHERE line = ${line}::text
      AND (repair_token = ${token}::uuid OR repair_lease_until IS NULL OR repair_lease_until <= clock_timestamp())`
  return claimed > 0
}

/** Gives a repair back that is not finished. Nobody takes it before the pause is over. */
export async function releaseRepair(
  db: Queryable,
  { line, token }: RepairClaim,
  pauseMs: number,
): Promise<void> {
  await db.$executeRaw`
    UPDATE lines
    SET repair_token = NULL,
        repair_lease_until = ${dueIn(pauseMs)}
    WHERE line = ${line}::text AND repair_token = ${token}::uuid`
}

/** Notes that a repair is finished, and how far it reached. False if somebody else has it by now. */
export async function finishRepair(
  db: Queryable,
  { line, token }: RepairClaim,
  { beganAt, repairedUntil }: { beganAt: Date; repairedUntil: Date },
): Promise<boolean> {
  const finished = await db.$executeRaw`
    UPDATE lines
    SET repair_token = NULL, repair_lease_until = NULL, repaired_at = ${beganAt}::timestamptz,
        repaired_until = greatest(repaired_until, ${repairedUntil}::timestamptz), updated_at = now()
    WHERE line = ${line}::text AND repair_token = ${token}::uuid`
  return finished > 0
}

/** A message of WAHA's history, under the key of the event that would have brought it. */
export interface HistoryKey {
  key: string
  line: string
  fromMe: boolean
  whatsappId: string
}

/** The keys of those that are neither stored nor quarantined, and were not erased. */
export async function findMissing(db: Queryable, messages: readonly HistoryKey[]): Promise<Set<string>> {
  if (messages.length === 0) return new Set()
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT h.key
    FROM unnest(
      ${messages.map(({ key }) => key)}::text[], ${messages.map(({ line }) => line)}::text[],
      ${messages.map(({ fromMe }) => fromMe)}::bool[], ${messages.map(({ whatsappId }) => whatsappId)}::text[]
    ) AS h (key, line, from_me, whatsapp_id)
    WHERE NOT EXISTS (
        SELECT FROM messages m
        WHERE m.line = h.line AND m.from_me = h.from_me AND m.whatsapp_id = h.whatsapp_id
      )
      AND NOT EXISTS (SELECT FROM quarantined_events q WHERE q.event_key = h.key)
      AND NOT ${isErased(Prisma.sql`h`)}`
  return new Set(rows.map(({ key }) => key))
}

/** A guest who may have written on the line, and the chats in which that was before. */
export interface RepairGuest {
  phone: string
  chatIds: string[]
}

/**
 * For engines that give no history of all chats: who is in the house, and whoever talked on that line since a day before
 * `since`. The newest first, and not more than anybody can ask WAHA for.
 */
export async function findRepairGuests(db: Queryable, line: string, since: Date): Promise<RepairGuest[]> {
  return db.$queryRaw<RepairGuest[]>`
    SELECT g.phone, ARRAY(
      SELECT chat_id FROM guest_chats WHERE guest_id = g.id AND line = ${line}::text
      UNION SELECT chat_id FROM hidden_chats WHERE phone = g.phone AND line = ${line}::text
    ) AS "chatIds"
    FROM guests g
    WHERE EXISTS (SELECT FROM check_ins WHERE guest_id = g.id AND status = 'active')
      OR EXISTS (
        SELECT FROM sessions
        WHERE guest_id = g.id AND line = ${line}::text AND last_activity_at > ${since}::timestamptz - interval '1 day'
      )
    ORDER BY g.id DESC LIMIT ${CHATS_MAX}::int`
}
