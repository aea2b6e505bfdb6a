import type { MessageName } from './acks.ts'
import { messageHash } from './erased-messages.ts'
import { Prisma } from './generated/client.ts'
import { lockGuest } from './guest-lock.ts'
import type { Store, Tx } from './store.ts'

/** Messages of one transaction. */
const MESSAGES_MAX = 1_000

/** How much was erased, by kind. */
export type ErasedCounts = Record<string, number>

/** What stands for a person in rows, jobs and files. It grows while it is erased. */
export interface Traces {
  phone: string
  /** The chat of the number, and the hidden ones. */
  chatIds: Set<string>
  guestIds: Set<string>
  sessionIds: Set<string>
  messageIds: Set<string>
  /** By WhatsApp. */
  whatsappIds: Set<string>
}

/** What one round came to. */
export interface ErasedRows {
  counts: ErasedCounts
  /** The places of their files in `MEDIA_DIR`. */
  paths: string[]
  /** How many of those were there before the time that was asked about. */
  old: number
  /** Messages that are being sent: their rows stay until the sender has settled them. */
  sending: number
}

/**
 * Erases what there is of the guest now, and notes it in `traces`. Messages on their way lose all that they belong to; what
 * WhatsApp calls the others is kept as a hash, so that they don't come back.
 */
export async function eraseRows(store: Store, traces: Traces, before: Date): Promise<ErasedRows> {
  const counts: ErasedCounts = {}
  let old = 0
  const paths: string[] = []
  for (;;) {
    const step = await store.prisma.$transaction((tx) => eraseSome(tx, traces, before))
    for (const [kind, count] of Object.entries(step.counts)) counts[kind] = (counts[kind] ?? 0) + count
    paths.push(...step.paths)
    old += step.old
    if (step.isDone) return { counts, paths, old, sending: step.sending }
  }
}

async function eraseSome(tx: Tx, traces: Traces, before: Date): Promise<ErasedRows & { isDone: boolean }> {
  await lockGuest(tx, traces.phone)
  await findTraces(tx, traces)
  // A hidden user whose number was not known has a lock of their own.
  for (const chatId of [...traces.chatIds].filter((id) => id.endsWith('@lid')).toSorted())
    await lockGuest(tx, chatId)

  const gone = await eraseMessages(tx, traces, before)
  const messages = { messages: gone.messages, events: gone.events }
  const { paths, old } = gone
  if (gone.messages === MESSAGES_MAX) return { counts: messages, paths, old, sending: 0, isDone: false }
  const rest = await eraseGuest(tx, traces)
  const [left] = await tx.$queryRaw<{ sending: number }[]>`
    SELECT count(*)::int AS sending FROM messages WHERE ${isTheirs(traces)} AND status = 'sending'`
  return {
    counts: { ...messages, ...rest },
    paths,
    old: old + rest.guests + rest.sessions + rest.checkIns,
    sending: left?.sending ?? 0,
    isDone: true,
  }
}

/** The guest, the guest's sessions, and under which hidden addresses the guest writes. */
async function findTraces(tx: Tx, traces: Traces): Promise<void> {
  const { phone, chatIds, guestIds, sessionIds } = traces
  const rows = await tx.$queryRaw<{ kind: 'guest' | 'session' | 'chat'; id: string }[]>`
    SELECT 'guest' AS kind, id::text FROM guests WHERE phone = ${phone}::text
    UNION SELECT 'session', s.id::text FROM sessions s JOIN guests g ON g.id = s.guest_id WHERE g.phone = ${phone}::text
    UNION SELECT 'chat', c.chat_id FROM guest_chats c JOIN guests g ON g.id = c.guest_id WHERE g.phone = ${phone}::text
    UNION SELECT 'chat', chat_id FROM hidden_chats WHERE phone = ${phone}::text
    UNION SELECT 'chat', chat_id FROM messages WHERE phone = ${phone}::text`
  const sets = { guest: guestIds, session: sessionIds, chat: chatIds }
  for (const { kind, id } of rows) sets[kind].add(id)
}

function isTheirs({ phone, chatIds, sessionIds }: Traces): Prisma.Sql {
  return Prisma.sql`(
    phone = ${phone}::text OR (phone IS NULL AND chat_id = ANY(${[...chatIds]}::text[]))
    OR session_id = ANY(${[...sessionIds]}::uuid[])
  )`
}

/** Messages with their waiting files and what happened to them later. */
async function eraseMessages(
  tx: Tx,
  traces: Traces,
  before: Date,
): Promise<{ messages: number; events: number; paths: string[]; old: number }> {
  const rows = await tx.$queryRaw<
    (Partial<MessageName> & { id: string; path: string | null; isOld: boolean; events: number })[]
  >`
    WITH gone AS (
      DELETE FROM messages WHERE id IN (
        SELECT id FROM messages WHERE ${isTheirs(traces)} AND status <> 'sending'
        ORDER BY id LIMIT ${MESSAGES_MAX}::int
      )
      RETURNING id, line, from_me, whatsapp_id, media->>'path' AS path,
                created_at < ${before}::timestamptz AS old
    ), hashed AS (
      INSERT INTO erased_messages (hash)
      SELECT ${messageHash(Prisma.sql`gone`)} FROM gone WHERE whatsapp_id IS NOT NULL ON CONFLICT DO NOTHING
    ), events AS (
      DELETE FROM message_events e USING gone
      WHERE e.line = gone.line AND e.from_me = gone.from_me AND e.whatsapp_id = gone.whatsapp_id
      RETURNING 1
    )
    SELECT id, line, from_me AS "fromMe", whatsapp_id AS "whatsappId", path, old AS "isOld",
           (SELECT count(*)::int FROM events) AS events
    FROM gone`
  for (const { id, whatsappId } of rows) {
    traces.messageIds.add(id)
    if (whatsappId) traces.whatsappIds.add(whatsappId)
  }
  return {
    messages: rows.length,
    events: rows[0]?.events ?? 0,
    paths: rows.flatMap(({ path }) => path ?? []),
    old: rows.filter(({ isOld }) => isOld).length,
  }
}

/** All but the messages, of which only those are left that are being sent. */
async function eraseGuest(tx: Tx, { phone, chatIds, guestIds }: Traces) {
  await tx.$executeRaw`UPDATE messages SET session_id = NULL WHERE phone = ${phone}::text`
  const guest = Prisma.sql`guest_id = ANY(${[...guestIds]}::uuid[])`
  return {
    sessions: await tx.$executeRaw`DELETE FROM sessions WHERE ${guest}`,
    checkIns: await tx.$executeRaw`DELETE FROM check_ins WHERE ${guest}`,
    hiddenChats: await tx.$executeRaw`
      DELETE FROM hidden_chats
      WHERE phone = ${phone}::text OR (phone IS NULL AND chat_id = ANY(${[...chatIds]}::text[]))`,
    guests: await tx.$executeRaw`DELETE FROM guests WHERE phone = ${phone}::text`,
  }
}
