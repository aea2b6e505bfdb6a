import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'

import type { importOutput } from '../src/api/import-routes.ts'
import type { checkInOutput, sessionOutput } from '../src/api/outputs.ts'
import type { phoneOutput } from '../src/api/phone-routes.ts'
import type { unmatchedChatsOutput } from '../src/api/unmatched-routes.ts'
import type { CheckIn, ImportAnswer, PhoneLook, StaySession } from '../ui/src/check-ins/contract.ts'
import type { UnmatchedChat } from '../ui/src/unmatched/contract.ts'
import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote } from './write-message.ts'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

describe('a phone number', () => {
  test.for([
    ['0812-3456-7890', { phone: '081234567890', country: 'ID', valid: true, guest: null }],
    ['+34 611 111 111', { phone: '+34611111111', country: 'ES', valid: true, guest: null }],
    ['0812345', { phone: '0812345', country: 'ID', valid: false, guest: null }],
    ['+80012345678', { phone: '+80012345678', country: null, valid: true, guest: null }],
    ['081', { phone: null, country: null, valid: false, guest: null }],
    ['halo', { phone: null, country: null, valid: false, guest: null }],
    ['', { phone: null, country: null, valid: false, guest: null }],
  ] as const)('written as %s is told what it is', async ([written, told]) => {
    const { status, body } = await hotel.api('POST', '/phones', { phone: written })
    expect([status, body]).toEqual([200, told])
  })

  test('tells whose it is, and in which rooms this guest is now', async () => {
    const phone = '081277770001'
    const look = async () => (await hotel.api('POST', '/phones', { phone: '+62 812-7777-0001' })).body.guest
    const checkIn = async (room: string) =>
      (await hotel.api('POST', '/check-ins', { phone, name: 'Budi Santoso', room })).body.id
    const stays = [await checkIn('101'), await checkIn('Suite')]
    expect(await look()).toEqual({ name: 'Budi Santoso', rooms: ['101', 'Suite'] })
    for (const id of stays) await hotel.api('POST', `/check-ins/${id}/check-out`)
    expect(await look()).toEqual({ name: 'Budi Santoso', rooms: [] })
  })

  test('that is none is refused at its field, and so is a question without one', async () => {
    const { status, body } = await hotel.api('POST', '/phones', { phone: '1'.repeat(41) })
    expect([status, body.errors[0].field]).toEqual([400, 'phone'])
    expect((await hotel.api('POST', '/phones', {})).status).toBe(400)
    expect((await hotel.api('GET', '/phones?phone=081234567890')).status).toBe(404)
  })

  test('that its country does not have is taken all the same: lists of numbers are never complete', async () => {
    const { status } = await hotel.api('POST', '/check-ins', { phone: '0812345', name: 'Short', room: '9' })
    expect(status).toBe(201)
  })
})

describe('a stay', () => {
  test('tells the country of its phone, and the conversation of its guest', async () => {
    const made = await hotel.api('POST', '/check-ins', { phone: '+6591234567', name: 'Wei Ling', room: '1' })
    expect(made.body).toMatchObject({ country: 'SG', session_id: null })
    const guest = await guestWithSession(hotel.store, { name: 'Has written' })
    const { body } = await hotel.api('GET', '/check-ins?search=has+wri')
    expect(body.items).toMatchObject([{ id: guest.checkIn, session_id: guest.session }])
  })

  test('leads to the session that is open, also where one of before was filed later', async () => {
    const guest = await guestWithSession(hotel.store, { name: 'Twice' })
    const at = new Date(Date.now() + 60_000)
    const open = await hotel.store.prisma.session.findUniqueOrThrow({ where: { id: guest.session } })
    await hotel.store.prisma.session.create({
      data: { ...open, id: newId(), status: 'terminated', startedAt: at, endedAt: at, endReason: 'expired' },
    })
    const { body } = await hotel.api('GET', '/check-ins?search=twice')
    expect(body.items).toMatchObject([{ session_id: guest.session }])
  })

  test.for([
    ['ika', ['Kartika Sari']],
    ['VILLA', ['Kartika Sari']],
    ['0821-9999', ['Kartika Sari']],
    ['+62 821 9999', ['Kartika Sari']],
    ['100%', ['100% Real']],
    ['_', []],
    [' ', ['100% Real', 'Kartika Sari']],
  ] as const)('is found by %s', async ([search, names]) => {
    const post = (body: object) => hotel.api('POST', '/check-ins', body)
    await post({ phone: '082199990001', name: 'Kartika Sari', room: 'Villa 3' })
    await post({ phone: '+34600000002', name: '100% Real', room: 'x' })
    const { body } = await hotel.api('GET', `/check-ins?limit=2&search=${encodeURIComponent(search)}`)
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(names)
  })

  test('that has ended is found too, unless only those in the house are asked for', async () => {
    const { checkIn } = await guestWithSession(hotel.store, { name: 'Gone Already' })
    expect((await hotel.api('POST', `/check-ins/${checkIn}/check-out`)).body).toMatchObject({ country: 'ID' })
    const found = async (query: string) =>
      (await hotel.api('GET', `/check-ins?search=gone&${query}`)).body.items.length
    expect([await found(''), await found('status=active')]).toEqual([1, 0])
  })
})

describe('who wrote and was not served', () => {
  const unknown = { sessionId: null, unmatchedReason: 'unknown_guest' } as const
  const stranger = { session: '', phone: '085700000001' }

  test('is listed by chat, with the country and what was written', async () => {
    await guestWrote(hotel.store, stranger, { ...unknown, text: 'anybody there?' })
    const { status, body } = await hotel.api('GET', '/unmatched/chats')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      items: [
        {
          line: 'default',
          chat_id: '6285700000001@c.us',
          phone: stranger.phone,
          country: 'ID',
          name: null,
          reason: 'unknown_guest',
          messages: 1,
          last: [{ text: 'anybody there?', kind: 'text' }],
          within_a_day: true,
        },
      ],
      next_cursor: null,
    })
  })

  test('is listed page by page', async () => {
    await guestWrote(hotel.store, { ...stranger, phone: '085700000002' }, unknown)
    const first = await hotel.api('GET', '/unmatched/chats?limit=1')
    const second = await hotel.api('GET', `/unmatched/chats?limit=1&cursor=${first.body.next_cursor}`)
    expect([first.body.items[0].phone, second.body.items[0].phone]).toEqual(['085700000002', '085700000001'])
  })

  test.each(['1', '2026-02-30T10:00:00.000Z_1', '2026-01-01T99:00:00.000Z_1', '0000-01-01T00:00:00.000Z_1'])(
    'is not listed from %s on, which is no cursor',
    async (cursor) => {
      const { status, body } = await hotel.api('GET', `/unmatched/chats?cursor=${cursor}`)
      expect(status).toBe(400)
      expect(body.errors).toMatchObject([{ field: 'cursor' }])
    },
  )

  test('is gone from the list once checked in, and so from the count', async () => {
    const before = (await hotel.api('GET', '/attention')).body.unmatched
    await hotel.api('POST', '/check-ins', { phone: stranger.phone, name: 'Known Now', room: '1' })
    const { body } = await hotel.api('GET', '/unmatched/chats')
    expect(body.items.map(({ phone }: { phone: string }) => phone)).toEqual(['085700000002'])
    expect((await hotel.api('GET', '/attention')).body.unmatched).toBe(before - 1)
  })
})

test('the pages read what they show as the API answers it', () => {
  expectTypeOf<z.infer<typeof checkInOutput>>().toExtend<CheckIn>()
  expectTypeOf<z.infer<typeof sessionOutput>>().toExtend<StaySession>()
  expectTypeOf<z.infer<typeof phoneOutput>>().toExtend<PhoneLook>()
  expectTypeOf<z.infer<typeof importOutput>>().toExtend<ImportAnswer>()
  expectTypeOf<z.infer<typeof unmatchedChatsOutput>['items'][number]>().toExtend<UnmatchedChat>()
})
