import { randomUUID } from 'node:crypto'
import { BUILT_IN_REPLIES } from '@bellhop/core'
import {
  cancelOutbound,
  claimOutbound,
  confirmNotArrived,
  findNextOutbound,
  newId,
  openStore,
  sendAgain,
  settleForRetry,
  settleSent,
  settleUnknown,
  type Store,
} from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { applyGuests } from '../src/apply-guests.ts'

const LINE = 'default'
const PHONE = '081234567890'
const WHATSAPP_ID = '3EB0A1B2C3D4E5F60718'

const settings = {
  rules: {
    idleLimitMs: 1_800_000,
    autoReply: 'every',
    staleAfterMs: null,
    manualReturnAfterMs: null,
    replies: BUILT_IN_REPLIES,
  },
  homeCountry: '62',
} as const

/** WAHA tells of a message twice: in its answer to the sender and, at the same moment, as an echo to the worker. */
describe('the echo of a message that is being settled', () => {
  let database: TestDatabase
  let store: Store
  let claim: { id: string; token: string }

  beforeAll(async () => {
    database = await createTestDatabase(inject('postgres'))
    store = openStore({ databaseUrl: database.url })
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
  })
  beforeEach(async () => {
    await store.prisma.guest.deleteMany()
    await store.prisma.message.deleteMany()
    const [guestId, checkInId, sessionId, now] = [newId(), newId(), newId(), new Date()]
    await store.prisma.guest.create({ data: { id: guestId, phone: PHONE, name: 'Sari', locale: 'id' } })
    await store.prisma.checkIn.create({ data: { id: checkInId, guestId, roomNumber: '101' } })
    const session = { id: sessionId, guestId, checkInId, line: LINE, chatId: 'chat', startedAt: now }
    await store.prisma.session.create({
      data: { ...session, status: 'open', mode: 'agent', lastActivityAt: now },
    })
    const own = { line: LINE, chatId: 'chat', phone: PHONE, direction: 'outbound', fromMe: true } as const
    for (const text of ['first', 'second'])
      await store.prisma.message.create({
        data: { ...own, id: newId(), sessionId, role: 'System', kind: 'auto_reply', text, status: 'pending' },
      })
    const seen = await findNextOutbound(store.prisma, { line: LINE, guestId })
    if (seen === null) throw new Error('nothing waits')
    claim = { id: seen.id, token: randomUUID() }
    await claimOutbound(store.prisma, seen, claim.token)
    // WAHA has forgotten that it was the API that sent it.
    const echo = {
      whatsappId: WHATSAPP_ID,
      text: 'first',
      source: null,
      sentAt: now,
      status: 'received',
    } as const
    await store.prisma.message.create({ data: { ...own, ...echo, id: newId(), role: 'Staff', kind: 'text' } })
  })

  const apply = () => applyGuests(store, [PHONE], settings, 'everything')
  const settle = () => settleSent(store, { ...claim, whatsappId: WHATSAPP_ID })

  async function waiting(): Promise<number> {
    const [row] = await store.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(DISTINCT pid)::int AS count FROM pg_locks
      WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())`
    return row?.count ?? 0
  }

  /** Lets apply come as far as the hold, then settle as far as it comes, and then both to their end. */
  async function meet(hold: string): Promise<void> {
    let isSettled = false
    const both: Promise<unknown>[] = []
    await store.prisma.$transaction(async (tx) => {
      await tx.$executeRawUnsafe(hold)
      both.push(apply())
      await expect.poll(waiting).toBe(1)
      both.push(settle().then(() => (isSettled = true)))
      await expect.poll(async () => isSettled || (await waiting()) === 2).toBe(true)
    })
    await Promise.all(both)
  }

  async function expectOneMessageSent(): Promise<void> {
    const rows = await store.prisma.message.findMany({ orderBy: { seq: 'asc' } })
    expect(rows).toMatchObject([
      { text: 'first', kind: 'auto_reply', status: 'sent', whatsappId: WHATSAPP_ID },
      { text: 'second', kind: 'auto_reply', status: 'pending' },
    ])
    expect(await store.prisma.session.findFirst()).toMatchObject({ mode: 'agent' })
  }

  test('is never taken for staff, which would silence the bot', async () => {
    await meet('LOCK TABLE guests IN ACCESS EXCLUSIVE MODE')
    await expectOneMessageSent()
  })

  test('settles the message without a deadlock, whoever of the two is first', async () => {
    const lock = 'pg_advisory_xact_lock(1)'
    await store.prisma.$executeRawUnsafe(`
      CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM ${lock}; RETURN OLD; END'`)
    await store.prisma.$executeRawUnsafe(
      `CREATE TRIGGER hold AFTER DELETE ON messages FOR EACH ROW EXECUTE FUNCTION hold()`,
    )
    await meet(`DO 'BEGIN PERFORM ${lock}; END'`)
    await expectOneMessageSent()
  })

  test('names a message whose answer could not be read, however late the echo comes', async () => {
    await settleSent(store, { ...claim, whatsappId: null })
    await store.prisma.$executeRaw`
      UPDATE messages SET claimed_at = claimed_at - interval '5 minutes', sent_at = sent_at - interval '5 minutes'`
    await apply()
    await expectOneMessageSent()
  })

  test('settles a message that was to be sent again', async () => {
    await settleUnknown(store.prisma, { ...claim, error: 'timeout' })
    expect(await sendAgain(store.prisma, claim)).toBe('settled')
    await apply()
    await expectOneMessageSent()
  })

  test.each([
    ['staff had given up', () => confirmNotArrived(store, claim.id)],
    [
      'was to be sent again and was dropped',
      async () => {
        await sendAgain(store.prisma, claim)
        await cancelOutbound(store.prisma, claim.id, 'stale')
      },
    ],
    [
      'was sent again and refused then',
      async () => {
        await sendAgain(store.prisma, claim)
        const refused = { status: 'failed', error: 'bad-request' } as const
        await store.prisma.message.update({ where: { id: claim.id }, data: refused })
      },
    ],
  ])('settles a message that %s', async (_, giveUp) => {
    await settleUnknown(store.prisma, { ...claim, error: 'timeout' })
    await giveUp()
    await apply()
    await expectOneMessageSent()
  })

  test('and a second copy of it, under another id, leave the session to the agent', async () => {
    await settleSent(store, { ...claim, whatsappId: '3EB0FFFFFFFFFFFFFFFF' })
    const { ours } = await apply()
    expect(ours.copies).toHaveLength(1)
    expect(await store.prisma.message.count({ where: { role: 'Staff' } })).toBe(0)
    expect(await store.prisma.session.findFirst()).toMatchObject({ mode: 'agent' })
    expect(await store.prisma.message.count({ where: { status: 'sent' } })).toBe(2)
  })

  test("is another message's after all, where WAHA's answer has another id", async () => {
    await apply()
    await settleSent(store, { ...claim, whatsappId: '3EB0FFFFFFFFFFFFFFFF' })
    expect(await store.prisma.message.findUnique({ where: { id: claim.id } })).toMatchObject({
      status: 'sent',
      whatsappId: '3EB0FFFFFFFFFFFFFFFF',
    })
  })

  test('was never the echo of a message that surely did not leave: that one is sent', async () => {
    await apply()
    await settleForRetry(store.prisma, { ...claim, delayMs: 0, error: 'refused' })
    expect(await store.prisma.message.findUnique({ where: { id: claim.id } })).toMatchObject({
      status: 'pending',
      whatsappId: null,
      sentAt: null,
    })
  })
})
