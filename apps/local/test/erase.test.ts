import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { openInboundProducer } from '@bellhop/queue'
import { newId } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { runErase } from '@bellhop/worker'
import { findBytes } from './find-bytes.ts'
import { HMAC_KEY, openPrivateHotel, post, type PrivateHotel } from './private-hotel.ts'

const DEADLINE = { timeout: 20_000, interval: 50 }
const LINE = 'default'

/** Somebody, and the words by which the disks know them. */
function person(digits: string, lid: string, word: string) {
  const phone = `0${digits.slice(2)}`
  const canaries = [
    'name',
    'text',
    'hidden',
    'edited',
    'quoted',
    'file',
    'card',
    'place',
    'reply',
    'late',
    'unread',
  ]
  const say = Object.fromEntries(canaries.map((canary) => [canary, `${word}${canary}${word}`])) as Record<
    string,
    string
  >
  return {
    digits,
    phone,
    lid,
    say: (canary: string) => say[canary] ?? '',
    words: [...Object.values(say), digits, phone, lid],
  }
}
type Person = ReturnType<typeof person>

const budi = person('6281299887766', '188812345670001', 'zebra')
const siti = person('6281311223344', '188812345670002', 'okapi')

describe.skipIf(!inject('redis'))('a guest who is erased while the hotel runs', () => {
  let hotel: PrivateHotel

  beforeAll(async () => {
    hotel = await openPrivateHotel()
    await hotel.store.prisma.line.update({
      where: { line: LINE },
      data: { knownSince: new Date('2020-01-01') },
    })
    for (const one of [budi, siti]) await live(hotel, one)
  }, 90_000)
  afterAll(() => hotel.close())

  const erase = (written: string) => runErase(hotel.env, written, hotel.log)
  const everywhere = async ({ words }: Person) => {
    const found = await Promise.all(Object.values(hotel.dirs).map((dir) => findBytes(dir, words)))
    const logged = hotel.logged.filter((line) => words.some((word) => line.includes(word)))
    return { found: found.map((one) => Object.fromEntries(one)), logged }
  }

  test('stands nowhere on the disks afterwards, nor in a log, while all of another guest still does', async () => {
    for (const one of [budi, siti]) {
      const [postgres = {}, redis = {}, media = {}] = (await everywhere(one)).found
      // Both can be found: in rows, in jobs, and in files.
      expect(Object.keys(postgres).toSorted()).toEqual(one.words.toSorted())
      expect(Object.keys(redis)).toEqual(expect.arrayContaining([one.say('text'), one.digits, one.phone]))
      expect(Object.keys(media)).toEqual([one.say('file')])
    }
    const { counts, ...erased } = await erase('+62 812-9988-7766')
    expect(erased).toMatchObject({ isComplete: true, problems: [] })
    expect(counts).toMatchObject({ guests: 1, checkIns: 1, files: 1 })

    expect(await everywhere(budi)).toEqual({ found: [{}, {}, {}], logged: [] })
    const [postgres = {}, redis = {}, media = {}] = (await everywhere(siti)).found
    expect(Object.keys(postgres).toSorted()).toEqual(siti.words.toSorted())
    expect(Object.keys(redis)).toEqual(expect.arrayContaining([siti.say('text'), siti.digits]))
    expect(Object.keys(media)).toEqual([siti.say('file')])
  }, 120_000)

  test('leaves a line that says when and how much, and not who', async () => {
    const rows = await hotel.store.prisma.erasure.findMany()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.counts).toMatchObject({ guests: 1, messages: expect.any(Number) as number })
  })

  test('does not come back by webhooks that are posted again, nor by gap repair, but may write as a stranger', async () => {
    const before = hotel.webhooks.filter(({ body }) => body.includes(budi.digits) || body.includes(budi.lid))
    expect(before.length).toBeGreaterThan(5)
    for (const webhook of before) expect(await post(`${hotel.ingress.url}/webhook/waha`, webhook)).toBe(200)
    const repairedAt = async () =>
      (await hotel.store.prisma.line.findUniqueOrThrow({ where: { line: LINE } })).repairedAt
    const first = await repairedAt()
    await hotel.waha.guest(siti.phone).writes('still here')
    await vi.waitFor(async () => {
      expect(await repairedAt()).not.toEqual(first)
      expect(
        await hotel.store.prisma.message.count({ where: { text: 'still here', status: 'applied' } }),
      ).toBe(1)
    }, DEADLINE)
    expect(await rowsOf(budi)).toEqual({ messages: 0, guests: 0, hidden: 0, quarantined: 0 })

    await hotel.waha.guest(budi.phone).writes('a new question')
    await vi.waitFor(async () => {
      const rows = await hotel.store.prisma.message.findMany({ where: { phone: budi.phone } })
      expect(rows).toMatchObject([
        { text: 'a new question', unmatchedReason: 'unknown_guest', sessionId: null },
      ])
    }, DEADLINE)
  }, 60_000)

  test('may be asked for again, or never have been there, and what is no number is refused', async () => {
    expect(await erase(budi.phone)).toMatchObject({ isComplete: true, counts: { messages: 1 } })
    expect(await erase(budi.phone)).toMatchObject({ erasureId: null, isComplete: true, counts: {} })
    await expect(erase('0812')).rejects.toThrow(/^--phone is no number/)
  }, 60_000)

  test('may write all the time: what was there before is gone, and nothing is left half', async () => {
    const wanda = person('6281255556666', '188812345670003', 'tapir')
    await hotel.guest(wanda.phone, wanda.say('name'))
    const simulated = hotel.waha.guest(wanda.phone)
    await simulated.writes('before')
    const erasing = { isOver: false }
    const writing = (async () => {
      for (let number = 1; !erasing.isOver || number <= 10; number += 1)
        await simulated.writes(`meanwhile ${number}`)
    })()
    const { isComplete, counts } = await erase(wanda.phone)
    erasing.isOver = true
    await writing
    await hotel.waha.idle()
    expect(isComplete).toBe(true)
    expect(counts['messages']).toBeGreaterThan(0)
    await vi.waitFor(
      async () => expect(await hotel.store.prisma.message.count({ where: { status: 'received' } })).toBe(0),
      DEADLINE,
    )
    const left = await hotel.store.prisma.message.findMany({ where: { phone: wanda.phone } })
    expect(left.filter(({ text }) => text === 'before')).toEqual([])
    // Whoever writes afterwards is nobody whom the hotel knows.
    for (const row of left) expect(row).toMatchObject({ sessionId: null, direction: 'inbound' })
    expect(await rowsOf(wanda)).toMatchObject({ guests: 0 })
  }, 120_000)

  async function rowsOf({ phone, digits, lid }: Person) {
    const { message, guest, hiddenChat, quarantinedEvent } = hotel.store.prisma
    const raws = await quarantinedEvent.findMany()
    return {
      messages: await message.count({ where: { OR: [{ phone }, { chatId: `${lid}@lid` }] } }),
      guests: await guest.count({ where: { phone } }),
      hidden: await hiddenChat.count({ where: { OR: [{ phone }, { chatId: `${lid}@lid` }] } }),
      quarantined: raws.filter(({ raw }) => Buffer.from(raw).includes(digits)).length,
    }
  }
})

/** All that a guest can leave behind. */
async function live(hotel: PrivateHotel, { phone, digits, lid, say }: Person): Promise<void> {
  const { prisma } = hotel.store
  await hotel.guest(phone, say('name'))
  const guest = hotel.waha.guest(phone)
  const { id } = await guest.writes(say('text'))
  await guest.writes(say('hidden'), { lid: `${lid}@lid` })
  await guest.edits(id, say('edited'))
  await guest.reacts(id, '👍')
  const quoted = await guest.writes(say('quoted'))
  await guest.writes('yes', { quotes: quoted.id })
  const vCard = `BEGIN:VCARD\nFN:${say('card')}\nEND:VCARD`
  await guest.writes(null, { vCards: [vCard] })
  await guest.writes(null, { location: { latitude: 1, longitude: 2, name: say('place') } })
  const media = { mimetype: 'image/jpeg', filename: 'a.jpg', content: Buffer.from(say('file')) }
  await guest.writes(`see ${say('file')}`, { media })
  await guest.isAnsweredByStaff(say('reply'))

  const body = Buffer.from(`{"event":"message","from":"${digits}@c.us","body":"${say('unread')}"`)
  const signature = createHmac('sha512', HMAC_KEY).update(body).digest('hex')
  expect(await post(`${hotel.ingress.url}/webhook/waha`, { body, signature })).toBe(200)
  await vi.waitFor(async () => {
    expect(await prisma.message.count({ where: { phone, status: 'received' } })).toBe(0)
    expect(await prisma.message.count({ where: { phone } })).toBeGreaterThan(9)
    expect(await prisma.mediaFetch.count()).toBe(0)
    expect(await prisma.quarantinedEvent.count()).toBeGreaterThan(0)
    const [{ text } = {}] = await prisma.message.findMany({ where: { phone, whatsappId: id } })
    expect(text).toBe(say('edited'))
  }, DEADLINE)

  // One that is unmatched, one that is to be sent much later, and a job that fails again and again.
  const row = { line: LINE, chatId: `${digits}@c.us`, phone, text: say('late'), kind: 'text' as const }
  await prisma.message.createMany({
    data: [
      {
        ...row,
        id: newId(),
        direction: 'inbound',
        role: 'User',
        fromMe: false,
        status: 'applied',
        whatsappId: newId(),
        unmatchedReason: 'unknown_guest',
      },
      {
        ...row,
        id: newId(),
        direction: 'outbound',
        role: 'System',
        fromMe: true,
        status: 'pending',
        nextAttemptAt: new Date(Date.now() + 3_600_000),
      },
    ],
  })
  const producer = await openInboundProducer({ queueUrl: hotel.env.QUEUE_URL, log: hotel.log })
  const event = {
    kind: 'guest-message',
    content: 'nothing' as 'text',
    media: null,
    source: null,
    sentAt: Date.now(),
  } as const
  await producer.enqueue({
    ...event,
    line: LINE,
    chatId: `${digits}@c.us`,
    phone,
    whatsappId: newId(),
    fromMe: false,
    text: say('late'),
    eventId: null,
  })
  await producer.close()
  // The planner's samples hold values too.
  await prisma.$executeRawUnsafe('ANALYZE')
  expect(existsSync(hotel.dirs.media)).toBe(true)
}
