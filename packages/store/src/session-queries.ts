import type { StoredPhone } from '@bellhop/core'

import type { Message, Prisma, Session } from './generated/client.ts'
import type { SessionStatus } from './generated/enums.ts'
import { rowsFor, toPage, type Page, type PageRequest } from './page.ts'
import type { Store } from './store.ts'

/** A session as people look at it: with its guest and room. */
export interface SessionRecord extends Session {
  phone: StoredPhone
  name: string
  room: string
}

/** A message as people look at it: without what only its sending needs. */
export type MessageRecord = Omit<Message, keyof typeof omit>

export async function findSessionById({ prisma }: Store, id: string): Promise<SessionRecord | null> {
  const row = await prisma.session.findUnique({ where: { id }, include })
  return row === null ? null : toRecord(row)
}

export async function listSessions(
  { prisma }: Store,
  { status, ...page }: PageRequest & { status: SessionStatus | null },
): Promise<Page<SessionRecord>> {
  const rows = await prisma.session.findMany({
    where: {
      ...(page.before === null ? {} : { id: { lt: page.before } }),
      ...(status === null ? {} : { status }),
    },
    // Ids grow with time.
    orderBy: { id: 'desc' },
    take: rowsFor(page),
    include,
  })
  return toPage(rows, page.limit, toRecord)
}

/** The newest messages of a session, the newest first. */
export async function listSessionMessages(
  store: Store,
  sessionId: string,
  page: PageRequest,
): Promise<Page<MessageRecord>> {
  return listMessages(store, page, { sessionId })
}

/** Messages that belong to no session, the newest first. */
export async function listUnmatched(store: Store, page: PageRequest): Promise<Page<MessageRecord>> {
  return listMessages(store, page, { sessionId: null, status: 'applied', unmatchedReason: { not: null } })
}

async function listMessages(
  { prisma }: Store,
  page: PageRequest,
  where: Prisma.MessageWhereInput,
): Promise<Page<MessageRecord>> {
  const last =
    page.before === null
      ? null
      : await prisma.message.findUnique({ where: { id: page.before }, select: { seq: true } })
  const rows = await prisma.message.findMany({
    where: { ...where, ...(last === null ? {} : { seq: { lt: last.seq } }) },
    orderBy: { seq: 'desc' },
    take: rowsFor(page),
    omit,
  })
  return toPage(rows, page.limit, (row) => row)
}

const omit = { claimToken: true, claimedAt: true, nextAttemptAt: true, idempotencyKey: true } as const

const include = {
  guest: { select: { phone: true, name: true } },
  checkIn: { select: { roomNumber: true } },
} satisfies Prisma.SessionInclude

function toRecord({
  guest,
  checkIn,
  ...session
}: Prisma.SessionGetPayload<{ include: typeof include }>): SessionRecord {
  return { ...session, phone: guest.phone, name: guest.name, room: checkIn.roomNumber }
}
