import { newId, type Store } from './store.ts'

export interface SeededGuest {
  phone: string
  name: string
  locale: string
  /** Null has no stay that is active. */
  room: string | null
}

/**
 * A small hotel to try things with: eight rooms, one guest who has no stay and one who has left. A guest that is
 * already there stays as it is, so seeding again changes nothing.
 */
export async function seedHotel({ prisma }: Store): Promise<readonly SeededGuest[]> {
  for (const { phone, name, locale, room } of GUESTS) {
    const stays = room === null ? [] : [{ id: newId(), roomNumber: room }]
    const past = phone === DEPARTED ? [departedStay()] : []
    await prisma.guest.upsert({
      where: { phone },
      update: {},
      create: { id: newId(), phone, name, locale, checkIns: { create: [...stays, ...past] } },
    })
  }
  return GUESTS
}

const DEPARTED = '+14155550123'

const GUESTS: readonly SeededGuest[] = [
  { phone: '081234567890', name: 'Budi Santoso', locale: 'id', room: '101' },
  { phone: '081298765432', name: 'Siti Rahayu', locale: 'id', room: '102' },
  { phone: '085711223344', name: 'Andi Wijaya', locale: 'id', room: '103' },
  { phone: '087811335577', name: 'Dewi Lestari', locale: 'id', room: '104' },
  { phone: '+34611111111', name: 'Carmen Ruiz', locale: 'en', room: '201' },
  { phone: '+6591234567', name: 'Tan Wei Ling', locale: 'en', room: '202' },
  { phone: '+61412345678', name: 'Olivia Brown', locale: 'en', room: '203' },
  { phone: '+4915112345678', name: 'Jonas Weber', locale: 'en', room: '204' },
  { phone: '081377778888', name: 'Rina Kusuma', locale: 'id', room: null },
  { phone: DEPARTED, name: 'Alice Moore', locale: 'en', room: null },
]

function departedStay() {
  const dayMs = 24 * 60 * 60 * 1000
  const [checkedInAt, checkedOutAt] = [new Date(Date.now() - 3 * dayMs), new Date(Date.now() - dayMs)]
  return { id: newId(), roomNumber: '105', status: 'checked_out' as const, checkedInAt, checkedOutAt }
}
