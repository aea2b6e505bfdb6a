import { toStoredPhone, type Guest } from '@bellhop/core'
import { checkIn, type Store } from '@bellhop/store'

const HOME_COUNTRY = '62'
const ROOM = '101'

/** Who writes in one run: nobody else ever does, so that nothing need be emptied between two runs. */
export interface RunGuest {
  guest: Guest
  room: string
  /** International digits. */
  digits: string
  chatId: string
}

export async function checkInGuest(store: Store, number: number): Promise<RunGuest> {
  const digits = `62899${String(number).padStart(8, '0')}`
  const phone = toStoredPhone(digits, HOME_COUNTRY)
  if (phone === null) throw new Error('the phone of a guest of the crash runs is unreadable')
  const stay = await checkIn(store, { phone, name: 'Canary', room: ROOM, locale: 'id' })
  const { guestId, name, locale } = stay.checkIn
  // The stay began before everything that is said to have been written before.
  await store.prisma.checkIn.update({ where: { id: stay.checkIn.id }, data: { checkedInAt: new Date(0) } })
  return { guest: { id: guestId, phone, name, locale }, room: ROOM, digits, chatId: `${digits}@c.us` }
}
