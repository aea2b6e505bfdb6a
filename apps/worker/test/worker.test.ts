import type { InboundEvent, LineStatusEvent } from '@bellhop/core'
import { inboundJobId } from '@bellhop/queue'
import { storeEvents } from '@bellhop/store'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import {
  DEADLINE,
  guestMessage,
  LINE,
  NO_SWEEP,
  openHotel,
  ownMessage,
  update,
  type Hotel,
  type TestGuest,
} from './hotel.ts'

const MINUTE = 60_000

describe.skipIf(!inject('redis'))('a worker', () => {
  let hotel: Hotel

  beforeAll(async () => {
    hotel = await openHotel()
  })
  afterAll(() => hotel.close())

  const lineStatus = (line: string, status: string, sentAt: number): LineStatusEvent => ({
    kind: 'line-status',
    line,
    status,
    sentAt,
    eventId: `evt_${line}${status}${sentAt}`,
  })

  const eventually = (check: () => Promise<void>) => vi.waitFor(check, DEADLINE)

  /** Waits until nothing of the guest is left to apply. */
  const applied = (guest: { phone: string }, count: number) =>
    eventually(async () => {
      const rows = await hotel.messages(guest)
      expect(rows.filter(({ kind }) => kind === 'text')).toHaveLength(count)
      expect(rows.filter(({ status }) => status === 'received')).toEqual([])
    })

  describe('by itself, without its sweep,', () => {
    beforeAll(async () => {
      const worker = await hotel.startWorker({}, NO_SWEEP)
      return () => worker.close()
    })

    test('stores a message as it came, and gives it its session, its replies and its agent', async () => {
      const guest = await hotel.checkIn()
      const media = { mimetype: 'image/jpeg', url: 'http://waha/files/1.jpg' }
      const event = guestMessage(guest, { content: 'image', text: 'look 🛎️', media })
      await hotel.enqueue(event)
      await eventually(async () =>
        expect(await hotel.sessions(guest)).toMatchObject([{ agentStatus: 'created' }]),
      )

      const [session] = await hotel.sessions(guest)
      const sent = { sessionId: session?.id, role: 'System', chatId: guest.chatId, status: 'pending' }
      expect(await hotel.messages(guest)).toMatchObject([
        {
          sessionId: session?.id,
          status: 'applied',
          direction: 'inbound',
          role: 'User',
          kind: 'image',
          text: 'look 🛎️',
          media,
          line: LINE,
          chatId: guest.chatId,
          whatsappId: event.whatsappId,
          fromMe: false,
          sentAt: new Date(event.sentAt),
          attempts: 0,
        },
        { ...sent, kind: 'welcome' },
        { ...sent, kind: 'auto_reply' },
      ])
      expect(hotel.h2h.created.map(({ identifierId }) => identifierId)).toContain(session?.id)
      const rings = await hotel.outbound.getJobs(['waiting', 'prioritized', 'delayed'])
      expect(rings.map(({ name, data }) => ({ name, guestId: data.guestId as unknown }))).toContainEqual({
        name: 'welcome',
        guestId: guest.id,
      })
    })

    test('stores edits, revokes and reactions under the ids of their jobs', async () => {
      const message = guestMessage(hotel.newNumber())
      const events = [
        update(message, 'edit', { text: 'is dinner included?' }),
        update(message, 'revoke', {}),
        update(message, 'reaction', { emoji: '👍', byMe: false }),
      ]
      await hotel.enqueue(...events)
      await eventually(async () => {
        const { whatsappId } = message
        const rows = await hotel.prisma.messageEvent.findMany({
          where: { whatsappId },
          orderBy: { eventKey: 'asc' },
        })
        expect(rows).toMatchObject(
          events
            .map((event) => ({
              eventKey: inboundJobId(event),
              kind: event.kind,
              data: event.detail,
              at: new Date(event.sentAt),
              fromMe: false,
              appliedAt: null,
            }))
            .toSorted((a, b) => (a.eventKey < b.eventKey ? -1 : 1)),
        )
      })
    })

    test("keeps a line's newest status, in whatever order the reports come", async () => {
      const now = Date.now()
      const known = lineStatus('line-a', 'WORKING', now)
      for (const [line, reports] of [
        ['line-a', [known, lineStatus('line-a', 'STARTING', now - MINUTE)]],
        ['line-b', [lineStatus('line-b', 'STARTING', now - MINUTE), lineStatus('line-b', 'WORKING', now)]],
      ] as const) {
        for (const report of reports) {
          await hotel.enqueue(report)
          await hotel.idle()
        }
        expect(await hotel.prisma.line.findUnique({ where: { line } })).toMatchObject({
          status: 'WORKING',
          statusAt: new Date(now),
        })
      }
    })

    test('keeps what nobody can read, byte for byte', async () => {
      const bytes = Buffer.from([0x00, 0xff, 0xfe, 0x7b, 0xc3, 0x28, 0x0a])
      const event: InboundEvent = {
        kind: 'unreadable',
        line: null,
        eventId: null,
        reason: 'no JSON',
        raw: bytes.toString('base64'),
      }
      await hotel.enqueue(event)
      await hotel.idle()
      const [row] = await hotel.prisma.quarantinedEvent.findMany({ where: { eventKey: inboundJobId(event) } })
      expect(row).toMatchObject({ reason: 'no JSON', line: null })
      expect(Buffer.from(row?.raw ?? [])).toEqual(bytes)
    })

    test('changes nothing when every event comes once more, even if the queue has forgotten the first (I2)', async () => {
      const guest = await hotel.checkIn()
      const message = guestMessage(guest)
      const written = ownMessage(guest)
      const events: InboundEvent[] = [
        update(message, 'reaction', { emoji: '👍', byMe: false }),
        update(written, 'ack', { ack: 'read' }),
        lineStatus('line-c', 'WORKING', Date.now()),
        { kind: 'unreadable', line: LINE, eventId: 'evt_odd', reason: 'too deep', raw: 'e30=' },
      ]
      await hotel.enqueue(message, written)
      await applied(guest, 2)
      await hotel.enqueue(...events)
      await hotel.idle()
      const before = { ...(await hotel.everything()), lines: await statuses() }

      await hotel.forgetQueues()
      await hotel.enqueue(...events, written, message, ...events)
      await hotel.idle()
      expect(await hotel.inbound.getCompletedCount()).toBe(events.length + 2)
      expect({ ...(await hotel.everything()), lines: await statuses() }).toEqual(before)
    })

    const statuses = () => hotel.prisma.line.findMany({ omit: { updatedAt: true }, orderBy: { line: 'asc' } })

    test('raises the status of a sent message by its acks, and never lowers it', async () => {
      const guest = await hotel.checkIn()
      const written = ownMessage(guest)
      await hotel.enqueue(written)
      await applied(guest, 1)
      const expected = ['delivered', 'delivered', 'delivered', 'played', 'played'] as const
      for (const [index, ack] of (['delivered', 'sent', 'failed', 'played', 'read'] as const).entries()) {
        await hotel.enqueue(update(written, 'ack', { ack }))
        await hotel.idle()
        expect(await hotel.messages(guest)).toMatchObject([{ status: expected[index] }])
      }
    })

    test('leaves the message of a hidden user unmatched', async () => {
      const event = guestMessage({ phone: null, chatId: '188812345678901@lid' })
      await hotel.enqueue(event)
      await eventually(async () => {
        const rows = await hotel.prisma.message.findMany({ where: { chatId: event.chatId } })
        expect(rows).toMatchObject([
          { status: 'applied', unmatchedReason: 'unresolved_lid', sessionId: null },
        ])
      })
    })

    test("files the message of a hidden user, whose chat is known, in the guest's session", async () => {
      const guest = await hotel.checkIn()
      const chatId = '199912345678901@lid'
      await hotel.prisma.guestChat.create({ data: { line: LINE, chatId, guestId: guest.id } })
      await hotel.enqueue(guestMessage({ phone: null, chatId }))
      await applied(guest, 1)
      const [session] = await hotel.sessions(guest)
      expect(await hotel.messages(guest)).toMatchObject([
        { chatId, phone: guest.phone, sessionId: session?.id },
        { kind: 'welcome', chatId: guest.chatId },
        { kind: 'auto_reply', chatId: guest.chatId },
      ])
    })

    describe('of a message that comes under a hidden address and under the number', () => {
      function twins(guest: TestGuest) {
        const named = guestMessage(guest)
        return { named, hidden: { ...named, chatId: `1666${guest.phone.slice(-9)}@lid`, phone: null } }
      }

      test.each([
        ['the hidden one', ({ hidden }: ReturnType<typeof twins>) => [hidden]],
        ['the other', ({ named }: ReturnType<typeof twins>) => [named]],
        ['neither', ({ hidden, named }: ReturnType<typeof twins>) => [hidden, named]],
      ])('makes one message, answered once, where %s comes first', async (_, first) => {
        const guest = await hotel.checkIn()
        const both = twins(guest)
        await hotel.enqueue(...first(both))
        await hotel.idle()
        await hotel.enqueue(both.hidden, both.named)
        await applied(guest, 1)
        await hotel.idle()
        const { whatsappId } = both.named
        expect(await hotel.messages(guest)).toMatchObject([
          { whatsappId, unmatchedReason: null, status: 'applied' },
          { kind: 'welcome' },
          { kind: 'auto_reply' },
        ])
        expect(await hotel.prisma.message.count({ where: { whatsappId } })).toBe(1)
      })

      test('remembers whose the hidden address is', async () => {
        const guest = await hotel.checkIn()
        const { hidden, named } = twins(guest)
        await hotel.enqueue(hidden)
        await hotel.idle()
        await hotel.enqueue(named)
        await applied(guest, 1)
        await hotel.enqueue(guestMessage(hidden))
        await applied(guest, 2)
        expect(await hotel.sessions(guest)).toHaveLength(1)
      })
    })

    test('learns the chat of a hidden user from a message that tells the number', async () => {
      const guest = await hotel.checkIn()
      const chatId = '177712345678901@lid'
      await hotel.enqueue(guestMessage({ ...guest, chatId }))
      await applied(guest, 1)
      await hotel.enqueue(guestMessage({ phone: null, chatId }))
      await applied(guest, 2)
      expect(await hotel.sessions(guest)).toHaveLength(1)
    })
  })

  describe('with its sweep', () => {
    beforeAll(async () => {
      const worker = await hotel.startWorker()
      return () => worker.close()
    })

    test('applies acks that came before their message', async () => {
      const guest = await hotel.checkIn()
      const written = ownMessage(guest)
      await hotel.enqueue(update(written, 'ack', { ack: 'read' }), update(written, 'ack', { ack: 'sent' }))
      await hotel.idle()
      await hotel.enqueue(written)
      await eventually(async () => expect(await hotel.messages(guest)).toMatchObject([{ status: 'read' }]))
    })

    test('sets a message aside that fails five times, holds up nobody meanwhile, and goes on with its guest (I8)', async () => {
      const guest = await hotel.checkIn()
      const others = await hotel.checkInMany(3)
      const bad = guestMessage(guest, { text: 'bad' })
      await hotel.refuse(
        'INSERT OR UPDATE',
        `NEW.whatsapp_id = '${bad.whatsappId}' AND NEW.status = 'applied'`,
      )
      const good = guestMessage(guest, { text: 'good', sentAt: bad.sentAt + 1000 })
      await hotel.enqueue(bad, ...others.map((other) => guestMessage(other)), good)
      for (const other of others) await applied(other, 1)
      await hotel.idle()
      await applied(guest, 2)

      const [failed, fine, ...replies] = await hotel.messages(guest)
      expect(failed).toMatchObject({ text: 'bad', status: 'set_aside', attempts: 5, sessionId: null })
      expect(failed?.error).toContain('P0042')
      expect(failed?.error).not.toContain('bad')
      expect(fine).toMatchObject({ text: 'good', status: 'applied', attempts: 0, error: null })
      expect(replies).toMatchObject([{ kind: 'welcome' }, { kind: 'auto_reply' }])
      for (const event of [bad, good])
        expect(await hotel.inbound.getJobState(inboundJobId(event))).toBe('completed')
    })

    test('keeps an event that cannot be stored as it was, with the reason, and its job ends', async () => {
      const guest = await hotel.checkIn()
      const bad = guestMessage(guest, { text: 'cannot be stored' })
      const good = guestMessage(guest)
      await hotel.refuse('INSERT', `NEW.whatsapp_id = '${bad.whatsappId}'`)
      await hotel.enqueue(good, bad)
      await applied(guest, 1)
      await hotel.idle()

      const eventKey = inboundJobId(bad)
      await eventually(async () => expect(await hotel.inbound.getJobState(eventKey)).toBe('unknown'))
      const rows = await hotel.prisma.quarantinedEvent.findMany({ where: { eventKey } })
      expect(rows).toMatchObject([{ line: LINE, reason: expect.stringContaining('P0042') as string }])
      expect(JSON.parse(Buffer.from(rows[0]?.raw ?? []).toString())).toEqual(bad)
      expect(await hotel.messages(guest)).toMatchObject([{ whatsappId: good.whatsappId }, {}, {}])
    })

    test('keeps a message once, when its job has failed and the message is stored (I1)', async () => {
      const guest = await hotel.checkIn()
      const bad = guestMessage(guest)
      await hotel.refuse(
        'INSERT OR UPDATE',
        `NEW.whatsapp_id = '${bad.whatsappId}' AND NEW.status = 'applied'`,
      )
      await hotel.inbound.add(bad.kind, bad, { jobId: inboundJobId(bad), attempts: 1 })
      await eventually(async () =>
        expect(await hotel.messages(guest)).toMatchObject([{ status: 'set_aside', attempts: 5 }]),
      )
      await eventually(async () => expect(await hotel.inbound.getJob(inboundJobId(bad))).toBeUndefined())
      const eventKey = inboundJobId(bad)
      expect(await hotel.prisma.quarantinedEvent.count({ where: { eventKey } })).toBe(0)
    })

    test('does what is left to do, and restores pace and pause, when Redis has forgotten everything', async () => {
      const [guest, other] = [await hotel.checkIn(), await hotel.checkIn()]
      await hotel.enqueue(guestMessage(guest))
      await applied(guest, 1)
      await hotel.prisma.line.createMany({
        data: [
          { line: 'line-d', pausedBy: 'operator', sendIntervalMs: 3000 },
          { line: 'line-e', sendIntervalMs: 500 },
        ],
      })
      const restored = () =>
        eventually(async () => {
          expect(await hotel.controls.state('line-d')).toEqual({ paused: true, intervalMs: 3000 })
          expect(await hotel.controls.state('line-e')).toEqual({ paused: false, intervalMs: 500 })
        })
      await restored()

      const lost = guestMessage(other)
      await storeEvents(hotel.store, [{ key: inboundJobId(lost), event: lost }], 0)
      await hotel.forgetQueues()
      await restored()
      await applied(other, 1)
      await eventually(async () => {
        const rings = await hotel.outbound.getJobs(['waiting', 'prioritized', 'delayed'])
        const rungFor = rings.map(({ data }) => data.guestId as unknown)
        expect(rungFor).toEqual(expect.arrayContaining([guest.id, other.id]))
      })
      await eventually(async () =>
        expect(await hotel.sessions(other)).toMatchObject([{ agentStatus: 'created' }]),
      )
      await hotel.enqueue(guestMessage(guest))
      await applied(guest, 2)
    })

    test('files what a guest wrote before the check-in, once there is one, with a welcome and nothing else', async () => {
      const number = hotel.newNumber()
      const now = Date.now()
      await hotel.enqueue(
        guestMessage(number, { text: 'first', sentAt: now - 3 * MINUTE }),
        guestMessage(number, { text: 'second', sentAt: now - 2 * MINUTE }),
      )
      await applied(number, 2)
      const unmatched = { status: 'applied', sessionId: null, unmatchedReason: 'unknown_guest' }
      expect(await hotel.messages(number)).toMatchObject([unmatched, unmatched])

      const guest = await hotel.checkIn(number)
      await eventually(async () =>
        expect(await hotel.sessions(guest)).toMatchObject([{ agentStatus: 'created' }]),
      )
      const [session] = await hotel.sessions(guest)
      expect(session?.startedAt).toEqual(new Date(now - 3 * MINUTE))
      const filed = { status: 'applied', sessionId: session?.id, unmatchedReason: null }
      expect(await hotel.messages(guest)).toMatchObject([filed, filed, { kind: 'welcome' }])
    })
  })

  test('logs no phone number, no chat and no text (I13)', () => {
    expect(hotel.logged.join()).toContain('message applied')
    for (const secret of [/(?:62|0)812\d{8}/, /@lid|breakfast|cannot be stored|look/])
      expect(hotel.logged.filter((line) => secret.test(line))).toEqual([])
  })
})
