import { describe, expect, test } from 'vitest'

import { lookAtGuests } from './look-at-guests.ts'

const PHONE = '081234567890'
const budi = { phone: PHONE, name: 'Budi', room: '101' }
const nobody = { isThere: false, renames: null, isTwice: false }
const look = (guests: (typeof budi)[], known: Parameters<typeof lookAtGuests>[1] = []) => [
  ...lookAtGuests(guests, known).values(),
]

describe('a guest of a list', () => {
  test('that nobody knows is new', () => {
    expect(look([budi])).toEqual([nobody])
    expect(look([budi], [{ ...budi, phone: '0811', name: 'Siti', rooms: ['101'] }])).toEqual([nobody])
  })

  test('is there in the room of a stay that has not ended, and in no other', () => {
    const known = [{ phone: PHONE, name: 'Budi', rooms: ['7', '101'] }]
    expect(look([budi, { ...budi, room: '102' }], known)).toEqual([{ ...nobody, isThere: true }, nobody])
  })

  test('is there when an earlier line has checked the guest in', () => {
    expect(look([budi, { ...budi }])).toEqual([nobody, { ...nobody, isThere: true }])
  })

  test('tells whom it renames, in the house or not', () => {
    const known = [{ phone: PHONE, name: 'Ana', rooms: [] }]
    expect(look([budi], known)).toEqual([{ ...nobody, renames: 'Ana' }])
  })

  test('stands twice in it when another has the same phone', () => {
    const [first, second, third] = look([budi, { ...budi, name: 'Ana' }, { ...budi, phone: '0811' }])
    expect([first?.isTwice, second?.isTwice, third?.isTwice]).toEqual([true, true, false])
  })
})
