import type { StoredPhone } from '@bellhop/core'

import type { Store } from './store.ts'

/** Who has a phone number. */
export interface KnownGuest {
  phone: StoredPhone
  name: string
  /** Of the stays that have not ended, the oldest first. */
  rooms: string[]
}

/** Those who have these phone numbers, in no order. */
export async function findKnownGuests(
  { prisma }: Store,
  phones: readonly StoredPhone[],
): Promise<KnownGuest[]> {
  return prisma.$queryRaw<KnownGuest[]>`
    SELECT g.phone, g.name, ARRAY(
             SELECT c.room_number FROM check_ins c WHERE c.guest_id = g.id AND c.status = 'active' ORDER BY c.id
           ) AS rooms
    FROM guests g WHERE g.phone = ANY(${[...phones]}::text[])`
}
