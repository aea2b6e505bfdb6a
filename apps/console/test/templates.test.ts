import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { API_KEY, runConsole, type Login, type RunningConsole } from './running-console.ts'

const NOBODY = '0190a000-0000-7000-8000-000000000000'

let hotel: RunningConsole
let admin: Login
let staff: Login
let viewer: Login
beforeAll(async () => {
  hotel = await runConsole()
  admin = await hotel.login()
  staff = await hotel.login({ name: (await hotel.operator('agent')).name })
  viewer = await hotel.login({ name: (await hotel.operator('viewer')).name })
})
afterAll(() => hotel.close())
beforeEach(async () => {
  await hotel.store.prisma.replyTemplate.deleteMany()
})

const make = (name: string, text = 'Breakfast is from 7 to 10, {name}.', who: Login = staff) =>
  hotel.api('POST', '/templates', { name, text }, who)
const names = async (): Promise<string[]> =>
  (await hotel.api('GET', '/templates', undefined, viewer)).body.items.map(
    ({ name }: { name: string }) => name,
  )

describe('reply templates', () => {
  test('are made by whoever serves guests, and read by all, by name', async () => {
    const { status, body } = await make(' Wi-Fi  code ', ' The code is 1234.\nRoom {room} ')
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String) as string,
      name: 'Wi-Fi code',
      text: 'The code is 1234.\nRoom {room}',
      created_at: expect.any(String) as string,
      updated_at: expect.any(String) as string,
    })
    await make('breakfast')
    await make('Taxi')
    expect(await names()).toEqual(['breakfast', 'Taxi', 'Wi-Fi code'])
    expect((await make('Pool', 'Open', viewer)).status).toBe(403)
    expect((await hotel.api('GET', '/templates')).body.items[2]).toEqual(body)
  })

  test('have one name each, in whatever case', async () => {
    const { body } = await make('Breakfast')
    expect((await make('BREAKFAST')).status).toBe(409)
    const { body: other } = await make('Lunch')
    const rename = (id: string, name: string) => hotel.api('PATCH', `/templates/${id}`, { name }, staff)
    expect((await rename(other.id, 'breakfast')).status).toBe(409)
    expect((await rename(body.id, 'breakfast')).body).toMatchObject({ name: 'breakfast', text: body.text })
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => make('Dinner')))
    expect(atOnce.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(atOnce.filter(({ status }) => status === 409)).toHaveLength(4)
  })

  test('are changed and deleted, and each of it is noted with who did it', async () => {
    const { body } = await make('Breakfast')
    const path = `/templates/${body.id}`
    const changed = await hotel.api('PATCH', path, { text: 'From 8.' }, staff)
    expect(changed.body).toMatchObject({ id: body.id, name: 'Breakfast', text: 'From 8.' })
    expect(changed.body.updated_at > body.updated_at).toBe(true)
    expect((await hotel.api('DELETE', path, undefined, viewer)).status).toBe(403)
    expect((await hotel.api('DELETE', path, undefined, staff)).status).toBe(204)
    expect((await hotel.api('DELETE', path, undefined, staff)).status).toBe(404)
    expect(await names()).toEqual([])

    const { items } = (await hotel.api('GET', '/audit?limit=3', undefined, admin)).body
    expect(items).toMatchObject([
      { action: 'deleted_template', subject: body.id },
      { action: 'changed_template', subject: body.id, detail: { text: true } },
      { action: 'made_template', subject: body.id },
    ])
  })

  test('are 200 at most', async () => {
    await hotel.store.prisma.$executeRaw`
      INSERT INTO reply_templates (id, name, text) SELECT gen_random_uuid(), 'n' || n, 'x' FROM generate_series(1, 199) n`
    expect((await make('the last')).status).toBe(201)
    const refused = await make('one more')
    expect(refused.status).toBe(409)
    expect(refused.body.detail).toContain('200')
    expect(await names()).toHaveLength(200)
  })

  test.for([
    [{ text: 'x' }, 'name'],
    [{ name: ' ', text: 'x' }, 'name'],
    [{ name: 'n'.repeat(41), text: 'x' }, 'name'],
    [{ name: 'n', text: ' ' }, 'text'],
    [{ name: 'n', text: 'x'.repeat(4097) }, 'text'],
  ] as const)('are refused as %j, at %s', async ([body, field]) => {
    const { status, body: problem } = await hotel.api('POST', '/templates', body)
    expect(status).toBe(400)
    expect(problem.errors).toMatchObject([{ field }])
  })

  test('that are not there, or a change of nothing, are told', async () => {
    expect((await hotel.api('PATCH', `/templates/${NOBODY}`, { text: 'x' })).status).toBe(404)
    expect((await hotel.api('DELETE', `/templates/${NOBODY}`)).status).toBe(404)
    const key = { authorization: `Bearer ${API_KEY}` }
    expect((await hotel.api('PATCH', `/templates/${NOBODY}`, {}, key)).status).toBe(400)
  })
})
