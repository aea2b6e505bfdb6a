import type { StoredPhone } from '@bellhop/core'
import { noteAudit, type Actor } from './audit.ts'
import type { CheckInStatus } from './generated/enums.ts'
import type { Prisma } from './generated/client.ts'
import { lockGuest } from './guest-lock.ts'
import { saveGuest } from './guests.ts'

import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import { replayUnmatched } from './replay.ts'
import { newId, type Store } from './store.ts'

/** A stay, with the guest whose it is. */
export interface CheckInRecord {
  id: string
  guestId: string
  phone: StoredPhone
  name: string
  locale: string
  room: string
  status: CheckInStatus
  checkedInAt: Date
  checkedOutAt: Date | null
}

export interface NewCheckIn {
  phone: StoredPhone
  name: string
  room: string
  /** Null keeps a known guest's locale. */
  locale: string | null
}

/**
 * Checks a guest in, and hands what the guest wrote before to the worker. The same guest in the same room is checked in
 * once: `created` is false then, and the stay is the one that there is. `by` is who is said to have done it; null for nobody.
 */
export async function checkIn(
  { prisma }: Store,
  { phone, name, room, locale }: NewCheckIn,
  by: Actor | null = null,
): Promise<{ checkIn: CheckInRecord; created: boolean }> {
  return prisma.$transaction(async (tx) => {
    await lockGuest(tx, phone)
    const guest = await saveGuest(tx, { phone, name, locale })
    const active = await tx.checkIn.findFirst({
      where: { guestId: guest.id, roomNumber: room, status: 'active' },
      include,
    })
    if (active !== null) return { checkIn: toRecord(active), created: false }

    const row = await tx.checkIn.create({
      data: { id: newId(), guestId: guest.id, roomNumber: room },
      include,
    })
    await replayUnmatched(tx, [phone])
    if (by !== null) await noteAudit(tx, by, { action: 'checked_in', checkInId: row.id })
    return { checkIn: toRecord(row), created: true }
  })
}

export async function findCheckInById({ prisma }: Store, id: string): Promise<CheckInRecord | null> {
  const row = await prisma.checkIn.findUnique({ where: { id }, include })
  return row === null ? null : toRecord(row)
}

export async function listCheckIns(
  { prisma }: Store,
  { status, ...page }: PageRequest & { status: CheckInStatus | null },
): Promise<Page<CheckInRecord>> {
  const which = status === null ? {} : { status }
  const rows = await prisma.checkIn.findMany({ ...newestFirst(page, which), include })
  return toPage(rows, page.limit, toRecord)
}

const include = { guest: true } satisfies Prisma.CheckInInclude

function toRecord({ guest, ...row }: Prisma.CheckInGetPayload<{ include: typeof include }>): CheckInRecord {
  return {
    id: row.id,
    guestId: guest.id,
    phone: guest.phone,
    name: guest.name,
    locale: guest.locale,
    room: row.roomNumber,
    status: row.status,
    checkedInAt: row.checkedInAt,
    checkedOutAt: row.checkedOutAt,
  }
}
