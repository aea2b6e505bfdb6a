import type { StoredPhone } from '@bellhop/core'

import type { Message, Prisma, Session } from './generated/client.ts'
import type { SessionStatus } from './generated/enums.ts'
import { pageQuery, toPage, type Page, type PageRequest } from './page.ts'
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
  const { where, ...query } = pageQuery(page)
  const rows = await prisma.session.findMany({
    ...query,
    where: { ...where, ...(status === null ? {} : { status }) },
    include,
  })
  return toPage(rows, page.limit, toRecord)
}

/** The newest messages of a session, the newest first. */
export async function listSessionMessages(
  { prisma }: Store,
  sessionId: string,
  page: PageRequest,
): Promise<Page<MessageRecord>> {
  const { where, ...query } = pageQuery(page)
  const rows = await prisma.message.findMany({ ...query, where: { ...where, sessionId }, omit })
  return toPage(rows, page.limit, (row) => row)
}

/** Messages that belong to no session, the newest first. */
export async function listUnmatched({ prisma }: Store, page: PageRequest): Promise<Page<MessageRecord>> {
  const { where, ...query } = pageQuery(page)
  const rows = await prisma.message.findMany({
    ...query,
    where: { ...where, sessionId: null, status: 'applied', unmatchedReason: { not: null } },
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
