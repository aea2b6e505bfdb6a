import type { StoredPhone } from '@bellhop/core'

import type { Prisma, Session } from './generated/client.ts'
import type { SessionStatus } from './generated/enums.ts'
import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import type { Store } from './store.ts'

/** A session as people look at it: with its guest and room, and the operator who has it. */
export interface SessionRecord extends Session {
  phone: StoredPhone
  name: string
  room: string
  operator: { id: string; displayName: string } | null
}

export async function findSessionById({ prisma }: Store, id: string): Promise<SessionRecord | null> {
  const row = await prisma.session.findUnique({ where: { id }, include })
  return row === null ? null : toRecord(row)
}

export async function listSessions(
  { prisma }: Store,
  {
    status,
    guestId = null,
    ...page
  }: PageRequest & { status: SessionStatus | null; guestId?: string | null },
): Promise<Page<SessionRecord>> {
  const which = { ...(status !== null && { status }), ...(guestId !== null && { guestId }) }
  const rows = await prisma.session.findMany({ ...newestFirst(page, which), include })
  return toPage(rows, page.limit, toRecord)
}

const include = {
  guest: { select: { phone: true, name: true } },
  checkIn: { select: { roomNumber: true } },
  operator: { select: { id: true, displayName: true } },
} satisfies Prisma.SessionInclude

function toRecord({
  guest,
  checkIn,
  ...session
}: Prisma.SessionGetPayload<{ include: typeof include }>): SessionRecord {
  return { ...session, phone: guest.phone, name: guest.name, room: checkIn.roomNumber }
}
