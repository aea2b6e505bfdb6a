import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import {
  claimRepair,
  findMissing,
  findRepairGuests,
  finishRepair,
  knowLines,
  newId,
  openStore,
  releaseRepair,
  type RepairClaim,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const LINE = 'desk'
const MINUTE = 60_000

let database: TestDatabase
let store: Store
let mine: RepairClaim
let other: RepairClaim

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})
beforeEach(async () => {
  await store.prisma.$executeRaw`TRUNCATE messages, quarantined_events, guests, hidden_chats, lines CASCADE`
  await knowLines(store.prisma, [LINE, 'spa'])
  ;[mine, other] = [
    { line: LINE, token: newId() },
    { line: LINE, token: newId() },
  ]
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

const row = () => store.prisma.line.findUniqueOrThrow({ where: { line: LINE } })
const claim = (who: RepairClaim) => claimRepair(store.prisma, who, MINUTE)
const runOut = () => store.prisma.$executeRaw`UPDATE lines SET repair_lease_until = now() - interval '1 ms'`

test('a line that becomes known is repaired from then on, and keeps what it has', async () => {
  const before = await row()
  expect(before.repairedUntil).toEqual(before.knownSince)
  await knowLines(store.prisma, [LINE])
  expect(await row()).toEqual(before)
})

describe("a line's repair", () => {
  test('is in one hand, until it is given back', async () => {
    const claims = await Promise.all([mine, other].map(claim))
    expect(claims.filter((isTheirs) => isTheirs)).toEqual([true])
    const [holder, waiter] = claims[0] === true ? [mine, other] : [other, mine]
    expect(await claim(holder)).toBe(true)
    expect(await claimRepair(store.prisma, { ...waiter, line: 'spa' }, MINUTE)).toBe(true)
    await releaseRepair(store.prisma, waiter, 0)
    expect(await claim(waiter)).toBe(false)
    await releaseRepair(store.prisma, holder, 0)
    expect(await claim(waiter)).toBe(true)
  })

  test("is another's when its holder is silent for too long, and the holder learns it", async () => {
    await claim(mine)
    await runOut()
    expect(await claim(other)).toBe(true)
    expect(await claim(mine)).toBe(false)
    const at = { beganAt: new Date(), repairedUntil: new Date() }
    expect(await finishRepair(store.prisma, mine, at)).toBe(false)
    expect(await row()).toMatchObject({ repairedAt: null, repairToken: other.token })
  })

  test("is in nobody's before the pause is over", async () => {
    await claim(mine)
    await releaseRepair(store.prisma, mine, MINUTE)
    expect(await claim(mine)).toBe(false)
    expect(await claim(other)).toBe(false)
    await runOut()
    expect(await claim(other)).toBe(true)
  })

  test('is noted when it is finished, and never moves the mark back', async () => {
    const { repairedUntil: known } = await row()
    const beganAt = new Date(known.getTime() + MINUTE)
    await claim(mine)
    expect(await finishRepair(store.prisma, mine, { beganAt, repairedUntil: beganAt })).toBe(true)
    expect(await row()).toMatchObject({ repairedAt: beganAt, repairedUntil: beganAt, repairLeaseUntil: null })
    await claim(other)
    await finishRepair(store.prisma, other, { beganAt, repairedUntil: known })
    expect(await row()).toMatchObject({ repairedUntil: beganAt })
  })
})

test('missing is what is neither stored nor quarantined', async () => {
  const message = {
    line: LINE,
    chatId: 'chat',
    phone: '081234567890',
    direction: 'inbound',
    role: 'User',
    kind: 'text',
    status: 'applied',
  } as const
  await store.prisma.message.create({ data: { ...message, id: newId(), whatsappId: 'A1', fromMe: false } })
  await store.prisma.quarantinedEvent.create({
    data: { id: newId(), eventKey: 'key of A2', raw: Buffer.from(''), reason: 'refused' },
  })
  const asked = [
    ['A1', LINE, false],
    ['A2', LINE, false],
    ['A1', LINE, true],
    ['A1', 'spa', false],
    ['A3', LINE, false],
  ] as const
  const keys = asked.map(([whatsappId, line, fromMe]) => {
    const key = fromMe ? 'own' : line === 'spa' ? 'elsewhere' : `key of ${whatsappId}`
    return { key, line, fromMe, whatsappId }
  })
  expect([...(await findMissing(store.prisma, keys))].toSorted()).toEqual(['elsewhere', 'key of A3', 'own'])
  expect(await findMissing(store.prisma, [])).toEqual(new Set())
})

test('who may have written is in the house, or talked on that line not long ago', async () => {
  const now = Date.now()
  const HOUR = 60 * MINUTE
  async function guest(
    phone: string,
    { status, talkedAt, line = LINE }: { status: 'active' | 'checked_out'; talkedAt?: number; line?: string },
  ) {
    const [id, checkInId] = [newId(), newId()]
    await store.prisma.guest.create({
      data: {
        id,
        phone,
        name: 'Sari',
        locale: 'id',
        checkIns: {
          create: {
            id: checkInId,
            roomNumber: '101',
            status,
            checkedOutAt: status === 'active' ? null : new Date(),
          },
        },
        chats: {
          create: [
            { line: LINE, chatId: `${phone}@lid` },
            { line: 'spa', chatId: `spa${phone}@lid` },
          ],
        },
      },
    })
    if (talkedAt === undefined) return
    const times = { startedAt: new Date(talkedAt), lastActivityAt: new Date(talkedAt) }
    const session = {
      id: newId(),
      guestId: id,
      checkInId,
      line,
      chatId: 'chat',
      status: 'open',
      mode: 'agent',
    } as const
    await store.prisma.session.create({ data: { ...session, ...times } })
  }
  await guest('01', { status: 'active' })
  await guest('02', { status: 'checked_out' })
  await guest('03', { status: 'checked_out', talkedAt: now - 20 * HOUR })
  await guest('04', { status: 'checked_out', talkedAt: now - 30 * HOUR })
  await store.prisma.hiddenChat.create({ data: { line: LINE, chatId: '188@lid', phone: '01' } })
  await guest('05', { status: 'checked_out', talkedAt: now, line: 'spa' })
  expect(await findRepairGuests(store.prisma, LINE, new Date(now))).toEqual([
    { phone: '03', chatIds: ['03@lid'] },
    { phone: '01', chatIds: expect.arrayContaining(['01@lid', '188@lid']) as string[] },
  ])
})
