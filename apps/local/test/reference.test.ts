import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'

const NOON = Date.UTC(2026, 0, 15, 12)
const DEADLINE = { timeout: 15_000, interval: 50 }
const MINUTE = 60_000

const WELCOME = /^Selamat datang, Budi Santoso!/
const AUTO_REPLY = /^Pesan Anda sudah kami terima/
const GOODBYE = /^Terima kasih, Budi Santoso/

describe.skipIf(!inject('redis'))('the reference, on Redis', () => reference('redis'))
describe('the reference, on the Postgres backend in one process', () => reference('postgres'))

function reference(backend: 'redis' | 'postgres'): void {
  let hotel: TestHotel
  beforeAll(async () => {
    hotel = await openHotel(backend)
  })
  afterAll(() => hotel.close())

  /** A guest who is checked in, and what the tests ask of the guest's conversation. */
  async function arrive(phone: string, room: string | null = '101') {
    const guestId = await hotel.guest({ phone, room })
    const digits = phone.replace(/^0/, '62').replace('+', '')
    const phoneOf = hotel.waha.guest(digits)
    const chatId = `${digits}@c.us`
    return {
      chatId,
      writes: (text: string, at: number, id?: string) => phoneOf.writes(text, { at, ...(id && { id }) }),
      answeredByPhone: (text: string) => phoneOf.isAnsweredByStaff(text),
      received: () => hotel.waha.sent.filter((sent) => sent.chatId === chatId).map(({ text }) => text),
      sessions: () =>
        hotel.store.prisma.session.findMany({ where: { guestId }, orderBy: { startedAt: 'asc' } }),
      messages: () => hotel.store.prisma.message.findMany({ where: { phone }, orderBy: { seq: 'asc' } }),
    }
  }
  type Guest = Awaited<ReturnType<typeof arrive>>

  const settled = (guest: Guest, count: number) =>
    vi.waitFor(async () => {
      const messages = await guest.messages()
      expect(messages).toHaveLength(count)
      expect(messages.filter(({ status }) => ['received', 'pending', 'sending'].includes(status))).toEqual([])
    }, DEADLINE)

  test('a first message opens a session, creates the agent, and is answered with the welcome and then the auto-reply', async () => {
    const guest = await arrive('081234567890')
    await guest.writes('halo', NOON)
    await settled(guest, 3)

    const [session] = await guest.sessions()
    expect(session).toMatchObject({
      status: 'open',
      mode: 'agent',
      startedAt: new Date(NOON),
      line: 'default',
    })
    expect(guest.chatId).toBe('6281234567890@c.us')
    expect(guest.received()).toEqual([expect.stringMatching(WELCOME), expect.stringMatching(AUTO_REPLY)])
    expect(await guest.messages()).toMatchObject([
      {
        role: 'User',
        kind: 'text',
        text: 'halo',
        direction: 'inbound',
        status: 'applied',
        sessionId: session?.id,
      },
      { role: 'System', kind: 'welcome', direction: 'outbound', sessionId: session?.id },
      { role: 'System', kind: 'auto_reply', direction: 'outbound', sessionId: session?.id },
    ])
    await vi.waitFor(async () => expect((await guest.sessions())[0]?.agentStatus).toBe('created'), DEADLINE)
    expect(hotel.h2h.requests.find(({ identifierId }) => identifierId === session?.id)).toMatchObject({
      apiKey: 'key-of-the-simulated-agent-router',
      status: 201,
    })
  })

  test.each([
    ['29:59', 30 * MINUTE - 1000, '081200000001'],
    ['30:00', 30 * MINUTE, '081200000002'],
  ])(
    'a message %s after the last one belongs to the same session, and there is no welcome',
    async (_, gap, phone) => {
      const guest = await arrive(phone)
      await guest.writes('halo', NOON)
      await settled(guest, 3)
      await guest.writes('lagi', NOON + gap)
      await settled(guest, 5)
      expect(await guest.sessions()).toMatchObject([{ status: 'open', lastActivityAt: new Date(NOON + gap) }])
      expect(guest.received().filter((text) => WELCOME.test(text))).toHaveLength(1)
      expect(guest.received()).toHaveLength(3)
    },
  )

  test('a message 30:01 after the last one terminates the session and opens another, with agent and welcome', async () => {
    const guest = await arrive('081200000003')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    await guest.writes('lagi', NOON + 30 * MINUTE + 1000)
    await settled(guest, 6)

    expect(await guest.sessions()).toMatchObject([
      { status: 'terminated', endReason: 'expired', endedAt: new Date(NOON + 30 * MINUTE) },
      { status: 'open', mode: 'agent' },
    ])
    expect(guest.received().slice(2)).toEqual([
      expect.stringMatching(WELCOME),
      expect.stringMatching(AUTO_REPLY),
    ])
    await vi.waitFor(
      async () =>
        expect((await guest.sessions()).map(({ agentStatus }) => agentStatus)).toEqual([
          'created',
          'created',
        ]),
      DEADLINE,
    )
  })

  test('in a manual session the message is stored, and nothing is sent', async () => {
    const guest = await arrive('081200000004')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    const [session] = await guest.sessions()
    expect(await hotel.api('PATCH', `/api/sessions/${session?.id}`, { mode: 'manual' })).toMatchObject({
      status: 200,
    })
    await guest.writes('ada orang?', NOON + MINUTE)
    await settled(guest, 4)
    expect((await guest.messages()).at(-1)).toMatchObject({
      text: 'ada orang?',
      status: 'applied',
      sessionId: session?.id,
    })
    expect(guest.received()).toHaveLength(2)
  })

  test("staff's word in the console reaches the guest and takes the session over; the agent is refused then", async () => {
    const guest = await arrive('081200000005')
    await guest.writes('halo', Date.now())
    await settled(guest, 3)
    const [session] = await guest.sessions()
    const path = `/api/sessions/${session?.id}/messages`
    expect((await hotel.api('POST', path, { text: 'from the agent', role: 'Agent' })).status).toBe(202)
    expect((await hotel.api('POST', path, { text: 'from the front desk', role: 'Staff' })).status).toBe(202)
    expect((await hotel.api('POST', path, { text: 'too late', role: 'Agent' })).status).toBe(409)
    await vi.waitFor(() => expect(guest.received()).toContain('from the front desk'), DEADLINE)
    expect(await guest.sessions()).toMatchObject([{ mode: 'manual' }])
    expect(guest.received()).not.toContain('too late')
  })

  test("staff's word on the hotel's own phone takes the session over, and our own echoes do not", async () => {
    const guest = await arrive('081200000006')
    await guest.writes('halo', Date.now())
    await settled(guest, 3)
    await hotel.waha.idle()
    expect(await guest.sessions()).toMatchObject([{ mode: 'agent' }])
    await guest.answeredByPhone('saya datang')
    await vi.waitFor(async () => expect(await guest.sessions()).toMatchObject([{ mode: 'manual' }]), DEADLINE)
    expect((await guest.messages()).at(-1)).toMatchObject({
      role: 'Staff',
      kind: 'text',
      status: 'sent',
      direction: 'outbound',
    })
    await guest.writes('terima kasih', Date.now() + MINUTE)
    await settled(guest, 5)
    expect(guest.received()).toHaveLength(2)
  })

  test('/end ends the session with one goodbye', async () => {
    const guest = await arrive('081200000007')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    await guest.writes(' /END ', NOON + MINUTE)
    await settled(guest, 5)
    expect(await guest.sessions()).toMatchObject([
      { status: 'terminated', endReason: 'guest', endedAt: new Date(NOON + MINUTE) },
    ])
    expect(guest.received().slice(2)).toEqual([expect.stringMatching(GOODBYE)])
  })

  test('a message that WAHA delivers again and again is one message with one answer', async () => {
    const guest = await arrive('081200000008')
    hotel.waha.faults.webhook.next({ copies: 3 }, 1)
    await guest.writes('halo', NOON, '3EB0SAME')
    await guest.writes('halo', NOON, '3EB0SAME')
    await settled(guest, 3)
    await hotel.waha.idle()
    expect(guest.received()).toHaveLength(2)
    expect(await guest.sessions()).toHaveLength(1)
  })

  test('user not found: no reply, and the message is kept as unmatched', async () => {
    const stranger = hotel.waha.guest('6281299999999')
    await stranger.writes('halo?', { at: NOON })
    await vi.waitFor(async () => {
      expect((await hotel.api('GET', '/api/unmatched')).body['items']).toContainEqual(
        expect.objectContaining({ phone: '081299999999', unmatched_reason: 'unknown_guest' }),
      )
    }, DEADLINE)
    expect(hotel.waha.sent.filter(({ chatId }) => chatId === stranger.chatId)).toEqual([])
    expect(
      await hotel.store.prisma
        .$queryRaw`SELECT reason::text FROM unmatched_messages WHERE phone = '081299999999'`,
    ).toEqual([{ reason: 'unknown_guest' }])
  })

  test('no active check-in: no reply, kept as unmatched; the check-in brings one welcome and nothing else', async () => {
    const guest = await arrive('081200000009', null)
    await guest.writes('halo?', Date.now() - 2 * MINUTE)
    await settled(guest, 1)
    expect(await guest.messages()).toMatchObject([
      { status: 'applied', unmatchedReason: 'no_active_check_in', sessionId: null },
    ])
    expect(guest.received()).toEqual([])

    const checkIn = await hotel.api('POST', '/api/check-ins', {
      phone: '0812-0000-0009',
      name: 'Budi Santoso',
      room: '7',
    })
    expect(checkIn.status).toBe(201)
    await settled(guest, 2)
    expect(guest.received()).toEqual([expect.stringMatching(WELCOME)])
    expect(await guest.messages()).toMatchObject([
      { status: 'applied', unmatchedReason: null },
      { kind: 'welcome' },
    ])
  })

  test('agent creation fails: session and welcome stand, and it is tried again until there is one', async () => {
    hotel.h2h.faults.next({ answer: 500 }, 2)
    const guest = await arrive('081200000010')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    expect(guest.received()).toHaveLength(2)
    await vi.waitFor(
      async () => expect(await guest.sessions()).toMatchObject([{ agentStatus: 'failed' }]),
      DEADLINE,
    )
    await vi.waitFor(
      async () => expect(await guest.sessions()).toMatchObject([{ agentStatus: 'created', status: 'open' }]),
      DEADLINE,
    )
  })

  test('the welcome fails: processing goes on, and the auto-reply is sent', async () => {
    hotel.waha.faults.sendText.next({ answer: 400 })
    const guest = await arrive('081200000011')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    expect(await guest.messages()).toMatchObject([
      { status: 'applied' },
      { kind: 'welcome', status: 'failed' },
      { kind: 'auto_reply' },
    ])
    expect(guest.received()).toEqual([expect.stringMatching(AUTO_REPLY)])
    expect(await guest.sessions()).toMatchObject([{ status: 'open' }])
  })

  test('a send fails: what is stored stays, and it is tried again with the order kept', async () => {
    hotel.waha.faults.sendText.next({ answer: 429 }, 2)
    const guest = await arrive('081200000012')
    await guest.writes('halo', NOON)
    await settled(guest, 3)
    expect(guest.received()).toEqual([expect.stringMatching(WELCOME), expect.stringMatching(AUTO_REPLY)])
    expect((await guest.messages())[1]).toMatchObject({ kind: 'welcome', attempts: 3, error: null })
  })

  test('processing fails: rolled back whole, tried again, then set aside with its reason, while others go on', async () => {
    const poisoned = await arrive('081200000013')
    await hotel.store.prisma.$executeRawUnsafe(`
      CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.phone = '081200000013' AND NEW.kind = 'auto_reply' THEN RAISE EXCEPTION 'poison' USING ERRCODE = 'P0042'; END IF;
        RETURN NEW;
      END $$`)
    await hotel.store.prisma.$executeRawUnsafe(
      `CREATE TRIGGER refuse_poison BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse_poison()`,
    )
    const other = await arrive('081200000014')
    await poisoned.writes('halo', NOON)
    await other.writes('halo', NOON)
    await settled(other, 3)
    await settled(poisoned, 1)
    expect(await poisoned.messages()).toMatchObject([
      {
        status: 'set_aside',
        attempts: 5,
        sessionId: null,
        error: expect.stringContaining('P0042') as string,
      },
    ])
    expect(await poisoned.sessions()).toEqual([])
    expect(poisoned.received()).toEqual([])
  })
}
