import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { guestWithSession, runConsole, type RunningConsole } from './running-console.ts'
import { guestWrote, weWrote } from './write-message.ts'

const MINUTE = 60_000
const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())
beforeEach(async () => {
  await hotel.store.prisma.guest.deleteMany()
})

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)
const guest = (name: string, more = {}) => guestWithSession(hotel.store, { name, ...more })
// oxlint-disable-next-line typescript/no-explicit-any -- tests look into whatever came back
const read = async (query = ''): Promise<any> => (await hotel.api('GET', `/inbox${query}`)).body
const names = async (query = ''): Promise<string[]> =>
  (await read(query)).items.map(({ name }: { name: string }) => name)

describe('the inbox', () => {
  test('has first who waits longest for an answer of staff or agent, and last who waits for nothing', async () => {
    const early = await guest('Early')
    const late = await guest('Late')
    const answered = await guest('Answered')
    const greeted = await guest('Greeted')
    await guestWrote(hotel.store, late, { sentAt: ago(2) })
    const first = ago(9)
    await guestWrote(hotel.store, early, { sentAt: first })
    await guestWrote(hotel.store, early, { sentAt: ago(1) })
    await guestWrote(hotel.store, answered, { sentAt: ago(20) })
    await weWrote(hotel.store, answered)
    await guestWrote(hotel.store, greeted, { sentAt: ago(5) })
    await weWrote(hotel.store, greeted, { role: 'System', kind: 'auto_reply' })

    expect(await names()).toEqual(['Early', 'Greeted', 'Late', 'Answered'])
    expect(await names('?view=waiting')).toEqual(['Early', 'Greeted', 'Late'])
    const { items, counts } = await read()
    expect(items[0]).toMatchObject({
      room: '12',
      unread: 2,
      waiting_since: first.toISOString(),
      last_message: { text: 'is breakfast included?' },
    })
    // What Bellhop says by itself tells nobody anything.
    expect(items[1]).toMatchObject({ name: 'Greeted', last_message: { role: 'User' } })
    expect(items[3]).toMatchObject({ waiting_since: null, last_message: { text: 'it is', role: 'Staff' } })
    expect(counts).toEqual({ open: 4, waiting: 3, agent: 4, manual: 0, mine: 0 })
  })

  test('takes a reply that was dropped for none', async () => {
    const one = await guest('Budi')
    await guestWrote(hotel.store, one)
    await weWrote(hotel.store, one, { status: 'cancelled' })
    expect(await names('?view=waiting')).toEqual(['Budi'])
  })

  test('is divided by who has the session', async () => {
    await guest('Agents')
    await guest('Staffs', { mode: 'manual' })
    const over = await guest('Over')
    await hotel.api('POST', `/sessions/${over.session}/terminate`)
    expect(await names('?view=agent')).toEqual(['Agents'])
    expect(await names('?view=manual')).toEqual(['Staffs'])
    expect(await names('?view=open')).toEqual(['Staffs', 'Agents'])
    expect(await names('?view=ended')).toEqual(['Over'])
    expect((await read('?view=ended')).items[0]).toMatchObject({ waiting_since: null, status: 'terminated' })
  })

  test.each([
    ['part of the name', 'RAHM'],
    ['the phone as people write it', '0812-9000'],
    ['the phone with its country', '+62 812 9000'],
    ['a word that was written', 'Towel'],
    ['the room', '12'],
  ])('is searched by %s', async (_, words) => {
    const found = await guest('Siti Rahma', { phone: '081290000001' })
    await guestWrote(hotel.store, found, { text: 'two towels, please' })
    const other = await guest('Budi', { phone: '081377770002' })
    await hotel.store.prisma.checkIn.updateMany({ where: { id: other.checkIn }, data: { roomNumber: '7' } })
    expect(await names(`?search=${encodeURIComponent(words)}`)).toEqual(['Siti Rahma'])
  })

  test('takes signs of a search for themselves', async () => {
    await guest('100% Budi')
    await guest('Siti')
    expect(await names('?search=100%25')).toEqual(['100% Budi'])
    expect(await names('?search=_')).toEqual([])
    expect(await names('?search=%20%20')).toHaveLength(2)
  })

  test('is read in pages without a gap, those who wait and those who do not', async () => {
    for (let number = 0; number < 7; number += 1) {
      const one = await guest(`Guest ${number}`)
      if (number < 4) await guestWrote(hotel.store, one, { sentAt: ago(10 - Math.floor(number / 2)) })
    }
    const all = await names()
    const paged: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: { name: string }[]; next_cursor: string | null } = await read(
        `?limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      paged.push(...page.items.map(({ name }) => name))
      cursor = page.next_cursor
    }
    expect(paged).toEqual(all)
    expect(new Set(paged).size).toBe(7)
  })

  test('knows what was read', async () => {
    const one = await guest('Budi')
    await guestWrote(hotel.store, one)
    expect((await hotel.api('POST', `/sessions/${one.session}/read`)).status).toBe(204)
    expect((await read()).items[0]).toMatchObject({ unread: 0 })
    await guestWrote(hotel.store, one)
    expect((await read()).items[0]).toMatchObject({ unread: 1 })
    expect((await hotel.api('POST', `/sessions/${NOBODY}/read`)).status).toBe(404)
  })

  test.each([
    ['?view=theirs', 'view'],
    ['?cursor=x', 'cursor'],
    [`?cursor=2026-02-30T10:00:00.000Z_${NOBODY}`, 'cursor'],
    [`?cursor=2026-13-01T10:00:00.000Z_${NOBODY}`, 'cursor'],
    [`?search=${'x'.repeat(101)}`, 'search'],
  ])('refuses %s and says which field it is', async (query, field) => {
    const { status, body } = await hotel.api('GET', `/inbox${query}`)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ field }])
  })
})

test('the settings tell what a page has to know', async () => {
  expect((await hotel.api('GET', '/settings')).body).toEqual({
    first_reply_target_ms: 5 * MINUTE,
    lines: ['default', 'spa'],
    home_country: '62',
  })
})
