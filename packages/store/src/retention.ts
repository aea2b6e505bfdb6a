import { SETTLED_STATUSES } from '@bellhop/core'
import { Prisma } from './generated/client.ts'
import { tryLockGuests } from './guest-lock.ts'
import type { Queryable, Tx } from './store.ts'

/** What is older goes: in general, and of open sessions, which are over only when they have been idle for long enough. */
export interface RetentionLimits {
  keptSince: Date
  openKeptSince: Date
}

/** What a step has deleted. */
export interface Deleted {
  count: number
  /** The places of files in `MEDIA_DIR` that nothing names any more. */
  paths: string[]
}

/** A bounded piece of work, in a transaction of its own: to be repeated until it finds nothing. */
export type RetentionStep = (tx: Tx, limits: RetentionLimits, limit: number) => Promise<Deleted>

/**
 * By the tables that they clear, in the order in which one makes room for the next: a session goes when it is empty, a stay
 * without sessions, a guest of whom nothing is left. Those take the guests' locks, and leave out whose lock is taken.
 */
export const retentionSteps = {
  messages: deleteMessages,

  message_events: (tx, { keptSince }, limit) =>
    count(
      tx.$executeRaw`
        DELETE FROM message_events WHERE id IN (
          SELECT e.id FROM message_events e
          WHERE e.at < ${keptSince}::timestamptz AND NOT EXISTS (
            SELECT FROM messages m
            WHERE m.line = e.line AND m.from_me = e.from_me AND m.whatsapp_id = e.whatsapp_id
          )
          ORDER BY e.at LIMIT ${limit}::int
        )`,
    ),

  quarantined_events: (tx, { keptSince }, limit) =>
    count(
      tx.$executeRaw`
        DELETE FROM quarantined_events WHERE id IN (
          SELECT id FROM quarantined_events WHERE created_at < ${keptSince}::timestamptz
          ORDER BY created_at LIMIT ${limit}::int
        )`,
    ),

  sessions: (tx, limits, limit) =>
    deleteOfGuests(
      tx,
      limit,
      Prisma.sql`sessions s JOIN guests g ON g.id = s.guest_id
        WHERE ${isOver(limits)} AND greatest(s.ended_at, s.last_activity_at) < ${limits.keptSince}::timestamptz
          AND NOT EXISTS (SELECT FROM messages WHERE session_id = s.id)`,
      (which) => Prisma.sql`DELETE FROM sessions WHERE id IN (SELECT s.id FROM ${which})`,
    ),

  check_ins: (tx, { keptSince }, limit) =>
    deleteOfGuests(
      tx,
      limit,
      Prisma.sql`check_ins c JOIN guests g ON g.id = c.guest_id
        WHERE c.status = 'checked_out' AND c.checked_out_at < ${keptSince}::timestamptz
          AND NOT EXISTS (SELECT FROM sessions WHERE check_in_id = c.id)`,
      (which) => Prisma.sql`DELETE FROM check_ins WHERE id IN (SELECT c.id FROM ${which})`,
    ),

  guests: (tx, { keptSince }, limit) =>
    deleteOfGuests(
      tx,
      limit,
      Prisma.sql`guests g
        WHERE g.created_at < ${keptSince}::timestamptz
          AND NOT EXISTS (SELECT FROM check_ins WHERE guest_id = g.id)
          AND NOT EXISTS (SELECT FROM sessions WHERE guest_id = g.id)
          AND NOT EXISTS (SELECT FROM messages WHERE phone = g.phone)`,
      (which) => Prisma.sql`DELETE FROM guests WHERE id IN (SELECT g.id FROM ${which})`,
    ),

  hidden_chats: (tx, { keptSince }, limit) =>
    count(
      tx.$executeRaw`
        DELETE FROM hidden_chats WHERE (line, chat_id) IN (
          SELECT h.line, h.chat_id FROM hidden_chats h
          WHERE h.created_at < ${keptSince}::timestamptz
            AND NOT EXISTS (SELECT FROM guests WHERE phone = h.phone)
            AND NOT EXISTS (SELECT FROM guest_chats c WHERE c.line = h.line AND c.chat_id = h.chat_id)
            AND NOT EXISTS (SELECT FROM messages WHERE phone = h.phone)
            AND NOT EXISTS (SELECT FROM messages m WHERE m.phone IS NULL AND m.line = h.line AND m.chat_id = h.chat_id)
          LIMIT ${limit}::int FOR UPDATE SKIP LOCKED
        )`,
    ),
} satisfies Record<string, RetentionStep>

/** Which of these messages there are. */
export async function findMessageIds(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM messages WHERE id = ANY(${ids}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}

const count = async (deleted: Promise<number>): Promise<Deleted> => ({ count: await deleted, paths: [] })

function isOver({ openKeptSince }: RetentionLimits): Prisma.Sql {
  return Prisma.sql`(s.status = 'terminated' OR s.last_activity_at < ${openKeptSince}::timestamptz)`
}

/** Finds them, takes their guests' locks, and deletes those that are still to be found. */
async function deleteOfGuests(
  tx: Tx,
  limit: number,
  found: Prisma.Sql,
  remove: (found: Prisma.Sql) => Prisma.Sql,
): Promise<Deleted> {
  const guests = await tx.$queryRaw<{ phone: string }[]>`SELECT g.phone FROM ${found} LIMIT ${limit}::int`
  const phones = await tryLockGuests(
    tx,
    guests.map(({ phone }) => phone),
  )
  return count(tx.$executeRaw(remove(Prisma.sql`${found} AND g.phone = ANY(${phones}::text[])`)))
}

/** Messages, with their waiting files and what happened to them later. One that somebody holds is left out. */
async function deleteMessages(tx: Tx, limits: RetentionLimits, limit: number): Promise<Deleted> {
  const rows = await tx.$queryRaw<{ path: string | null }[]>`
    WITH old AS MATERIALIZED (
      SELECT m.id FROM messages m LEFT JOIN sessions s ON s.id = m.session_id
      WHERE coalesce(m.sent_at, m.created_at) < ${limits.keptSince}::timestamptz
        AND m.status = ANY(${[...SETTLED_STATUSES]}::message_status[]) AND (s.id IS NULL OR ${isOver(limits)})
      ORDER BY coalesce(m.sent_at, m.created_at) LIMIT ${limit}::int FOR UPDATE OF m SKIP LOCKED
    ), gone AS (
      DELETE FROM messages m USING old WHERE m.id = old.id
      RETURNING m.line, m.from_me, m.whatsapp_id, m.media->>'path' AS path
    ), events AS (
      DELETE FROM message_events e USING gone
      WHERE e.line = gone.line AND e.from_me = gone.from_me AND e.whatsapp_id = gone.whatsapp_id
    )
    SELECT path FROM gone`
  return { count: rows.length, paths: rows.flatMap(({ path }) => path ?? []) }
}
