import type { Media } from '@bellhop/core'

import { dueIn } from './due-in.ts'
import type { Queryable } from './store.ts'

/** A file that is to be fetched, taken for an attempt. */
export interface MediaFetchRow {
  messageId: string
  line: string
  chatId: string
  fromMe: boolean
  whatsappId: string
  createdAt: Date
  media: Media
  /** Spent before this one. */
  attempts: number
  /** How long it has been waiting, in ms. */
  ageMs: number
  /** Until then nobody else takes it. It tells this claim from any other. */
  claimedUntil: Date
}

/** What was fetched. `mimetype` and `filename` fill in what the event did not tell. */
export type FetchedMedia = Required<Pick<Media, 'path' | 'size'>> & Pick<Media, 'mimetype' | 'filename'>

/** Takes a file that is due for an attempt of at most `leaseMs`. Null if it isn't due, or not wanted any more. */
export async function claimMediaFetch(
  db: Queryable,
  messageId: string,
  leaseMs: number,
): Promise<MediaFetchRow | null> {
  const [row] = await db.$queryRaw<MediaFetchRow[]>`
    UPDATE media_fetches f SET next_attempt_at = ${dueIn(leaseMs)}
    FROM messages m
    WHERE f.message_id = ${messageId}::uuid AND f.next_attempt_at <= clock_timestamp() AND m.id = f.message_id
    RETURNING m.id AS "messageId", m.line, m.chat_id AS "chatId", m.from_me AS "fromMe",
              m.whatsapp_id AS "whatsappId", m.created_at AS "createdAt", m.media, f.attempts,
              (extract(epoch FROM clock_timestamp() - f.created_at) * 1000)::float8 AS "ageMs",
              f.next_attempt_at AS "claimedUntil"`
  return row ?? null
}

/** Notes a fetched file at its message. A file that was fetched twice is the same file. False if the message is gone. */
export async function settleFetched(
  db: Queryable,
  { messageId }: Pick<MediaFetchRow, 'messageId'>,
  { mimetype, filename, path, size }: FetchedMedia,
): Promise<boolean> {
  const filled = JSON.stringify({ ...(mimetype && { mimetype }), ...(filename && { filename }) })
  const noted = await db.$executeRaw`
    WITH done AS (DELETE FROM media_fetches WHERE message_id = ${messageId}::uuid)
    UPDATE messages
    SET media = ${filled}::jsonb || (media - 'error') || ${JSON.stringify({ path, size })}::jsonb
    WHERE id = ${messageId}::uuid`
  return noted > 0
}

/** Makes a file due again, with that many attempts spent. Nothing happens if another has taken it in the meantime. */
export async function settleUnfetched(
  db: Queryable,
  { messageId, claimedUntil }: Pick<MediaFetchRow, 'messageId' | 'claimedUntil'>,
  { attempts, delayMs, error }: { attempts: number; delayMs: number; error: string },
): Promise<void> {
  await db.$executeRaw`
    UPDATE media_fetches
    SET attempts = ${attempts}::int, error = ${error}::text,
        next_attempt_at = ${dueIn(delayMs)}
    WHERE message_id = ${messageId}::uuid AND next_attempt_at = ${claimedUntil}::timestamptz`
}

/** Gives a claim back as if it had not been taken: due now. */
export async function releaseMediaFetch(
  db: Queryable,
  { messageId, claimedUntil }: Pick<MediaFetchRow, 'messageId' | 'claimedUntil'>,
): Promise<void> {
  await db.$executeRaw`
    UPDATE media_fetches SET next_attempt_at = ${dueIn(0)}
    WHERE message_id = ${messageId}::uuid AND next_attempt_at = ${claimedUntil}::timestamptz`
}

/** Leaves a message without its file, and says why. Nothing else of it changes. */
export async function giveUpMediaFetch(
  db: Queryable,
  { messageId }: Pick<MediaFetchRow, 'messageId'>,
  reason: string,
): Promise<void> {
  await db.$executeRaw`
    WITH given_up AS (DELETE FROM media_fetches WHERE message_id = ${messageId}::uuid RETURNING message_id)
    UPDATE messages m SET media = m.media || jsonb_build_object('error', ${reason}::text)
    FROM given_up WHERE m.id = given_up.message_id`
}

/** Messages whose file may be fetched now and is in nobody's hands, the longest waiting first. */
export async function findDueMedia(db: Queryable, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT message_id AS id FROM media_fetches
    WHERE next_attempt_at <= clock_timestamp() ORDER BY next_attempt_at LIMIT ${limit}::int`
  return rows.map(({ id }) => id)
}

/** How many files are still to be fetched. */
export async function countWaitingMedia(db: Queryable): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM media_fetches`
  return row?.count ?? 0
}
