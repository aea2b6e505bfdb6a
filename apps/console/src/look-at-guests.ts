import type { KnownGuest, NewCheckIn } from '@bellhop/store'

/** What it means to check a guest of a list in. */
export interface GuestLook {
  /** Is checked in in this room already, or by an earlier line. */
  isThere: boolean
  /** The other name by which the hotel knows who has this phone; null if it knows none. */
  renames: string | null
  /** The list has this phone under another name as well. */
  isTwice: boolean
}

/** Looks at the guests of a list as they would be checked in, one after the other. `known` are those who have their phones. */
export function lookAtGuests<Guest extends Pick<NewCheckIn, 'phone' | 'name' | 'room'>>(
  guests: readonly Guest[],
  known: readonly KnownGuest[],
): Map<Guest, GuestLook> {
  const knownBy = new Map(known.map((guest) => [guest.phone, guest]))
  const stays = new Set(known.flatMap(({ phone, rooms }) => rooms.map((room) => stayOf({ phone, room }))))
  const namesOf = new Map<string, Set<string>>()
  for (const { phone, name } of guests) namesOf.set(phone, (namesOf.get(phone) ?? new Set()).add(name))

  const looks = new Map<Guest, GuestLook>()
  for (const guest of guests) {
    const name = knownBy.get(guest.phone)?.name ?? guest.name
    looks.set(guest, {
      isThere: stays.has(stayOf(guest)),
      renames: name === guest.name ? null : name,
      isTwice: (namesOf.get(guest.phone)?.size ?? 0) > 1,
    })
    stays.add(stayOf(guest))
  }
  return looks
}

/** A phone has no space in it. */
function stayOf({ phone, room }: { phone: string; room: string }): string {
  return `${phone} ${room}`
}
