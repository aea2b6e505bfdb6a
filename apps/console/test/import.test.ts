import { afterAll, beforeAll, expect, test } from 'vitest'

import { templateHref } from '../ui/src/check-ins/import/template-href.ts'
import { runConsole, type RunningConsole } from './running-console.ts'

let hotel: RunningConsole
beforeAll(async () => {
  hotel = await runConsole()
})
afterAll(() => hotel.close())

const CSV = 'phone,name,room,locale\n0812-1111-2222,Budi,204,\n12,,,Bahasa\n+34 611 111 111,Ana,7,es'
const post = (body: object) => hotel.api('POST', '/check-ins/import', body)
const count = () => hotel.store.prisma.checkIn.count()

test('a file is looked at before anybody is checked in, and each line says what is wrong with it', async () => {
  const { status, body } = await post({ csv: CSV })
  expect(status).toBe(200)
  expect(body.rows).toMatchObject([
    {
      line: 2,
      phone: '081211112222',
      name: 'Budi',
      room: '204',
      outcome: 'ready',
      country: 'ID',
      errors: [],
    },
    { line: 3, phone: '12', country: null, name: '', room: '', outcome: 'wrong' },
    { line: 4, phone: '+34611111111', country: 'ES', outcome: 'ready' },
  ])
  expect(body.rows[1].errors.map(({ field }: { field: string }) => field).toSorted()).toEqual([
    'locale',
    'name',
    'phone',
    'room',
  ])
  expect(await count()).toBe(0)
})

test('those that are right are checked in, once however often the file comes', async () => {
  const outcomes = async () =>
    (await post({ csv: CSV, preview: false })).body.rows.map(({ outcome }: { outcome: string }) => outcome)
  expect(await outcomes()).toEqual(['checked_in', 'wrong', 'checked_in'])
  expect(await outcomes()).toEqual(['there', 'wrong', 'there'])
  expect(await count()).toBe(2)
  expect(await hotel.store.prisma.guest.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
    { name: 'Ana', locale: 'es' },
    { name: 'Budi', locale: 'id' },
  ])
})

test('before anybody is checked in, the list says who is there, who gets another name, and which phone stands twice', async () => {
  const told = async (preview: boolean) => {
    const csv =
      'phone,name,room\n081211112222,Budi,204\n081211112222,Made,204\n+34611111111,Ana,8\n,,\n+34622222222,Eva,9'
    const { body } = await post({ csv, preview })
    return body.rows.map((row: Record<string, unknown>) => [
      row['name'],
      row['outcome'],
      row['renames'],
      row['twice'],
    ])
  }
  expect(await told(true)).toEqual([
    ['Budi', 'there', null, true],
    ['Made', 'there', 'Budi', true],
    ['Ana', 'ready', null, false],
    ['Eva', 'ready', null, false],
  ])
  expect((await hotel.store.prisma.guest.findFirstOrThrow({ where: { phone: '081211112222' } })).name).toBe(
    'Budi',
  )
  expect(await told(false)).toMatchObject([
    ['Budi', 'there', null, true],
    ['Made', 'there', 'Budi', true],
    ['Ana', 'checked_in', null, false],
    ['Eva', 'checked_in', null, false],
  ])
  expect(await told(true)).toMatchObject([
    ['Budi', 'there', 'Made', true],
    ['Made', 'there', null, true],
    ['Ana', 'there', null, false],
    ['Eva', 'there', null, false],
  ])
})

test.for([',', ';'])(
  'the list to begin with that the page gives, divided by %s, is right',
  async (delimiter) => {
    const [, text = ''] = templateHref(delimiter).split(',', 2)
    const { body } = await post({ csv: decodeURIComponent(text) })
    expect(body.rows).toMatchObject([
      { country: 'ID', valid: true, outcome: 'ready' },
      { country: 'ES', valid: true, outcome: 'ready' },
    ])
  },
)

test('a number that its country does not have is told before the guest is checked in', async () => {
  const { body } = await post({ csv: 'phone,name,room\n0812345,Short,1' })
  expect(body.rows).toMatchObject([{ phone: '0812345', valid: false, outcome: 'ready' }])
})

test('what is no list of guests is refused with what it must be', async () => {
  const { status, body } = await post({ csv: 'a,b\n1,2' })
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ field: 'csv', message: expect.stringContaining('Missing') as string }])
  expect((await post({})).status).toBe(400)
})
