import type { StoredPhone } from '@bellhop/core'

import { noteAudit, type Actor } from './audit.ts'
import { Prisma } from './generated/client.ts'
import type { CheckInStatus } from './generated/enums.ts'
import { lockGuest } from './guest-lock.ts'
import { saveGuest } from './guests.ts'
import { likePart } from './like-part.ts'
import { rowsFor, toPage, type Page, type PageRequest } from './page.ts'
import { replayUnmatched } from './replay.ts'
import { newId, type Queryable, type Store } from './store.ts'

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
  /** The session that is open, else the newest; null while there was none. */
  sessionId: string | null
}

export interface CheckInRequest extends PageRequest {
  status: CheckInStatus | null
  /** Part of the guest's name or the room; null for all. */
  search?: string | null
  /** What is looked for as part of the phone, in its stored form; null if that can't be one. */
  phonePart?: string | null
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
      select: { id: true },
    })
    if (active !== null) return { checkIn: await getCheckIn(tx, active.id), created: false }

    const id = newId()
    await tx.checkIn.create({ data: { id, guestId: guest.id, roomNumber: room } })
    await replayUnmatched(tx, [phone])
    if (by !== null) await noteAudit(tx, by, { action: 'checked_in', checkInId: id })
    return { checkIn: await getCheckIn(tx, id), created: true }
  })
}

export async function findCheckInById({ prisma }: Store, id: string): Promise<CheckInRecord | null> {
  const [record = null] = await readCheckIns(prisma, Prisma.sql`c.id = ${id}::uuid`, 1)
  return record
}

/** The newest first. */
export async function listCheckIns(
  { prisma }: Store,
  { limit, before, status, search = null, phonePart = null }: CheckInRequest,
): Promise<Page<CheckInRecord>> {
  const older = before === null ? ALL : Prisma.sql`c.id < ${before}::uuid`
  // Of those in the house, which are few, an index of their own knows (check_ins_one_active_key).
  const of = status === null ? ALL : Prisma.sql`c.status = ${status}::check_in_status`
  const which = Prisma.sql`${older} AND ${of} AND ${isFound(search, phonePart)}`
  const rows = await readCheckIns(prisma, which, rowsFor(limit))
  return toPage(rows, limit, (row) => row)
}

const ALL = Prisma.sql`true`

async function getCheckIn(db: Queryable, id: string): Promise<CheckInRecord> {
  const [record] = await readCheckIns(db, Prisma.sql`c.id = ${id}::uuid`, 1)
  if (record === undefined) throw new Error('a stay that was just written is gone')
  return record
}

async function readCheckIns(db: Queryable, which: Prisma.Sql, limit: number): Promise<CheckInRecord[]> {
  return db.$queryRaw<CheckInRecord[]>`
    SELECT c.id, g.id AS "guestId", g.phone, g.name, g.locale, c.room_number AS room, c.status,
           c.checked_in_at AS "checkedInAt", c.checked_out_at AS "checkedOutAt", (
             SELECT s.id FROM sessions s WHERE s.check_in_id = c.id
             ORDER BY s.status = 'open' DESC, s.started_at DESC LIMIT 1
           ) AS "sessionId"
    FROM check_ins c JOIN guests g ON g.id = c.guest_id
    WHERE ${which}
    ORDER BY c.id DESC LIMIT ${limit}::int`
}

function isFound(search: string | null, phonePart: string | null): Prisma.Sql {
  if (search === null) return ALL
  const part = likePart(search)
  const byPhone =
    phonePart === null ? Prisma.sql`false` : Prisma.sql`g.phone LIKE ${likePart(phonePart)}::text`
  return Prisma.sql`(g.name ILIKE ${part}::text OR c.room_number ILIKE ${part}::text OR ${byPhone})`
}
