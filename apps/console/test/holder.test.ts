import { chatOfPhone, decide, type Rules } from '@bellhop/core'
import { BUILT_IN_OPERATOR_ID, changeConversation } from '@bellhop/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { API_KEY, guestWithSession, runConsole, type Login, type RunningConsole } from './running-console.ts'

interface Operator {
  id: string
  login: Login
  shown: { id: string; display_name: string }
}

let hotel: RunningConsole
let putri: Operator
let wayan: Operator

beforeAll(async () => {
  hotel = await runConsole()
  putri = await loggedIn()
  wayan = await loggedIn()
})
afterAll(() => hotel.close())
beforeEach(async () => {
  await hotel.store.prisma.guest.deleteMany()
})

async function loggedIn(): Promise<Operator> {
  const { id, name, displayName } = await hotel.operator('agent')
  return { id, login: await hotel.login({ name }), shown: { id, display_name: displayName } }
}

const KEY = { authorization: `Bearer ${API_KEY}` }
const setMode = (who: Record<string, string>, session: string, mode: string) =>
  hotel.api('PATCH', `/sessions/${session}`, { mode }, who)
async function write(who: Record<string, string>, session: string, role = 'Staff') {
  const key = { 'idempotency-key': crypto.randomUUID() }
  const path = `/sessions/${session}/messages`
  const answer = await hotel.api('POST', path, { text: 'hello', role }, { ...who, ...key })
  expect(answer.status).toBe(202)
  return answer
}
const holderOf = async (session: string) => (await hotel.api('GET', `/sessions/${session}`)).body.operator
async function mineOf(who: Record<string, string>): Promise<{ ids: string[]; count: number }> {
  const { body } = await hotel.api('GET', '/inbox?view=mine', undefined, who)
  return { ids: body.items.map(({ id }: { id: string }) => id), count: body.counts.mine }
}

describe('a session', () => {
  test('is held by who took it over, then by the next, and by nobody once it is given back', async () => {
    const { session } = await guestWithSession(hotel.store)
    expect(await holderOf(session)).toBeNull()
    expect((await setMode(putri.login, session, 'manual')).body.operator).toEqual(putri.shown)
    expect(await mineOf(putri.login)).toEqual({ ids: [session], count: 1 })
    expect(await mineOf(wayan.login)).toEqual({ ids: [], count: 0 })

    expect((await setMode(wayan.login, session, 'manual')).body.operator).toEqual(wayan.shown)
    expect(await mineOf(putri.login)).toEqual({ ids: [], count: 0 })
    expect(await mineOf(wayan.login)).toEqual({ ids: [session], count: 1 })

    expect((await setMode(putri.login, session, 'agent')).body.operator).toBeNull()
    expect(await mineOf(wayan.login)).toEqual({ ids: [], count: 0 })
  })

  test('is held by who wrote last as staff, and the lists say so', async () => {
    const { session } = await guestWithSession(hotel.store)
    await write(putri.login, session)
    expect(await holderOf(session)).toEqual(putri.shown)
    await write(wayan.login, session)
    for (const list of ['/sessions', '/inbox'])
      expect((await hotel.api('GET', list)).body.items[0].operator).toEqual(wayan.shown)
  })

  test('may be held by the built-in operator', async () => {
    const { session } = await guestWithSession(hotel.store)
    const admin = await hotel.login()
    await setMode(admin, session, 'manual')
    expect(await holderOf(session)).toMatchObject({ id: BUILT_IN_OPERATOR_ID })
    expect((await mineOf(admin)).count).toBe(1)
  })

  test('that a reply opens is held by who wrote it', async () => {
    const { session } = await guestWithSession(hotel.store, {
      lastActivityAt: new Date(Date.now() - 3_600_000),
    })
    const { body } = await write(putri.login, session)
    expect(body.session_id).not.toBe(session)
    expect(await holderOf(body.session_id)).toEqual(putri.shown)
    expect(await holderOf(session)).toBeNull()
  })

  test('is never held by a key, which takes it from nobody', async () => {
    const { session } = await guestWithSession(hotel.store)
    await setMode(KEY, session, 'manual')
    await write(KEY, session)
    expect(await holderOf(session)).toBeNull()
    await write(putri.login, session)
    await write(KEY, session)
    expect(await holderOf(session)).toEqual(putri.shown)
    expect(await mineOf(KEY)).toEqual({ ids: [], count: 0 })
  })

  test('is not held by an operator who was refused, or who lends the agent a voice', async () => {
    const { session } = await guestWithSession(hotel.store)
    await write(putri.login, session, 'Agent')
    expect(await holderOf(session)).toBeNull()
    await hotel.api('POST', `/sessions/${session}/terminate`)
    expect((await setMode(putri.login, session, 'manual')).status).toBe(409)
    expect(await holderOf(session)).toBeNull()
  })

  test('keeps its holder when it ends, and is nobody’s open one any more', async () => {
    const { session } = await guestWithSession(hotel.store)
    await setMode(putri.login, session, 'manual')
    await hotel.api('POST', `/sessions/${session}/terminate`)
    expect(await holderOf(session)).toEqual(putri.shown)
    expect((await mineOf(putri.login)).count).toBe(0)
  })

  test('that the release before gave back to the agent is nobody’s, also once it is taken over again', async () => {
    const { session } = await guestWithSession(hotel.store)
    await hotel.store.prisma.session.update({ where: { id: session }, data: { operatorId: putri.id } })
    expect(await holderOf(session)).toBeNull()
    for (const list of ['/sessions', '/inbox'])
      expect((await hotel.api('GET', list)).body.items[0].operator).toBeNull()
    expect(await mineOf(putri.login)).toEqual({ ids: [], count: 0 })
    await setMode(KEY, session, 'manual')
    expect(await holderOf(session)).toBeNull()
    expect(await mineOf(putri.login)).toEqual({ ids: [], count: 0 })
  })

  test('is nobody’s after it went back to the agent by silence, whoever takes it over next', async () => {
    const { session, phone } = await guestWithSession(hotel.store)
    await setMode(putri.login, session, 'manual')
    await hotel.store.prisma.$transaction((tx) =>
      changeConversation(tx, { phone, line: 'default', replyChatId: chatOfPhone(phone, '62') }, (state, at) =>
        decide(state, { type: 'staff-silence', at: at + 11 * 60_000 }, RULES),
      ),
    )
    expect((await hotel.api('GET', `/sessions/${session}`)).body).toMatchObject({
      mode: 'agent',
      operator: null,
    })
    await setMode(KEY, session, 'manual')
    expect(await holderOf(session)).toBeNull()
  })
})

const RULES: Rules = {
  idleLimitMs: 30 * 60_000,
  manualReturnAfterMs: 10 * 60_000,
  autoReply: 'off',
  staleAfterMs: null,
  replies: {},
}
