import { Prisma, type Message } from './generated/client.ts'
import { loadEdits, type Edit } from './edits.ts'
import { findOvertaken } from './overtaken.ts'
import { rowsFor, toPage, type Page, type PageRequest } from './page.ts'
import type { Store } from './store.ts'

type MessageRow = Omit<Message, keyof typeof omit>

/** A message as people look at it: without what only its sending needs. */
export interface MessageRecord extends MessageRow {
  /** What it was changed to, the oldest first. The last is its text now. */
  edits: Edit[]
  /** It may have left, and something that was written after it has left already. */
  isOvertaken: boolean
}

/** Those on their way, and those of which nobody knows whether they have arrived. */
export type UnsettledStatus = 'pending' | 'sending' | 'unknown'

/** The newest messages of a session, the newest first. */
export async function listSessionMessages(
  store: Store,
  sessionId: string,
  page: PageRequest,
): Promise<Page<MessageRecord>> {
  return listMessages(store, page, Prisma.sql`session_id = ${sessionId}::uuid`)
}

/** Messages that belong to no session, the newest first. */
export async function listUnmatched(store: Store, page: PageRequest): Promise<Page<MessageRecord>> {
  return listMessages(
    store,
    page,
    Prisma.sql`status = 'applied' AND session_id IS NULL AND unmatched_reason IS NOT NULL`,
  )
}

/** Messages of the outbox, of one line or of all, the newest first. */
export async function listUnsettled(
  store: Store,
  page: PageRequest,
  { status, line }: { status: UnsettledStatus; line: string | undefined },
): Promise<Page<MessageRecord>> {
  const ofLine = line === undefined ? Prisma.empty : Prisma.sql`AND line = ${line}`
  return listMessages(store, page, Prisma.sql`direction = 'outbound' AND ${HAS_STATUS[status]} ${ofLine}`)
}

/** Messages that could not be applied however often that was tried, the newest first. */
export async function listSetAside(store: Store, page: PageRequest): Promise<Page<MessageRecord>> {
  return listMessages(store, page, Prisma.sql`status = 'set_aside'`)
}

export async function findMessageById(store: Store, id: string): Promise<MessageRecord | null> {
  const row = await store.prisma.message.findUnique({ where: { id }, omit })
  const [record = null] = row === null ? [] : await toRecords(store, [row])
  return record
}

/** A message that was written just now: nothing has happened to it. */
export const asRecord = (row: MessageRow): MessageRecord => ({ ...row, edits: [], isOvertaken: false })

// Spelt out: of a parameter, and of one that Prisma casts from text, Postgres can't tell that a partial index has it.
const HAS_STATUS: Record<UnsettledStatus, Prisma.Sql> = {
  pending: Prisma.sql`status = 'pending'`,
  sending: Prisma.sql`status = 'sending'`,
  unknown: Prisma.sql`status = 'unknown'`,
}

async function listMessages(
  store: Store,
  { limit, before }: PageRequest,
  isWanted: Prisma.Sql,
): Promise<Page<MessageRecord>> {
  const { prisma } = store
  const last =
    before === null ? null : await prisma.message.findUnique({ where: { id: before }, select: { seq: true } })
  const isOlder = last === null ? Prisma.empty : Prisma.sql`AND seq < ${last.seq}`
  const found = await prisma.$queryRaw<{ id: string }[]>`
    SELECT id FROM messages WHERE ${isWanted} ${isOlder} ORDER BY seq DESC LIMIT ${rowsFor(limit)}::int`
  const { items: ids, next } = toPage(found, limit, ({ id }) => id)
  const rows = await prisma.message.findMany({ where: { id: { in: ids } }, orderBy: { seq: 'desc' }, omit })
  return { items: await toRecords(store, rows), next }
}

async function toRecords({ prisma }: Store, rows: readonly MessageRow[]): Promise<MessageRecord[]> {
  const idsOf = (which: (row: MessageRow) => boolean) => rows.filter(which).map(({ id }) => id)
  const edits = await loadEdits(
    prisma,
    idsOf(({ editedAt }) => editedAt !== null),
  )
  const overtaken = await findOvertaken(
    prisma,
    idsOf(({ status }) => status === 'unknown'),
  )
  return rows.map((row) => ({ ...row, edits: edits.get(row.id) ?? [], isOvertaken: overtaken.has(row.id) }))
}

const omit = { claimToken: true, nextAttemptAt: true, absentSince: true, idempotencyKey: true } as const
