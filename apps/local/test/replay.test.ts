import { buildIngress, readConfig } from '@bellhop/ingress'
import { openBoardQueues, type BoardQueues } from '@bellhop/queue'
import { createLogger } from '@bellhop/runtime'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { openHotel, type TestHotel } from './open-hotel.ts'
import { messageEvent, postWebhook } from './post-webhook.ts'

const DEADLINE = { timeout: 15_000, interval: 50 }
const PHONE = '081234567890'
const COPIES = 15

describe.skipIf(!inject('redis'))('a webhook that was captured and is replayed', () => {
  const log = createLogger({ name: 'test', level: 'silent', pretty: false })
  let hotel: TestHotel
  let board: BoardQueues

  beforeAll(async () => {
    // Nothing is told of what was sent: each ack would be an event of its own.
    hotel = await openHotel('redis', {}, { acks: [] })
    await hotel.guest({ phone: PHONE })
    const queueUrl = inject('redis') ?? ''
    board = await openBoardQueues({ queueUrl, prefix: hotel.queuePrefix, log, lines: [] })
  })
  afterAll(async () => {
    await board.close()
    await hotel.close()
  })

  const inbound = () => {
    const queue = board.queues.find(({ name }) => name === 'inbound')
    if (queue === undefined) throw new Error('there is no inbound queue')
    return queue
  }

  /** Everything that a replay could have made more of. */
  async function effects() {
    const { prisma } = hotel.store
    return {
      messages: await prisma.message.findMany({
        orderBy: { seq: 'asc' },
        select: { seq: true, kind: true, text: true, status: true, whatsappId: true, sessionId: true },
      }),
      sessions: await prisma.session.findMany({ select: { id: true, status: true, mode: true } }),
      events: await prisma.messageEvent.count(),
      quarantined: await prisma.quarantinedEvent.count(),
      files: await prisma.mediaFetch.count(),
      sent: hotel.waha.sent.map(({ text }) => text),
      agents: hotel.h2h.requests.length,
    }
  }

  /** Ends when nothing is under way: all jobs are done and all that was written has left. */
  async function quiet(): Promise<void> {
    await vi.waitFor(async () => {
      const { waiting, active, delayed, prioritized } = await inbound().getJobCounts()
      expect([waiting, active, delayed, prioritized]).toEqual([0, 0, 0, 0])
      expect(
        await hotel.store.prisma.message.count({
          where: { status: { in: ['received', 'pending', 'sending'] } },
        }),
      ).toBe(0)
    }, DEADLINE)
    await hotel.waha.idle()
  }

  const captured = [
    messageEvent(PHONE, '3EB0CA01'),
    {
      ...messageEvent(PHONE, '3EB0CA02'),
      event: 'message.ack',
      payload: { id: `true_62${PHONE.slice(1)}@c.us_3EB0CA02`, fromMe: true, ack: 3 },
    },
    messageEvent(PHONE, '3EB0CA03', { body: { not: 'a text' } }),
  ]
  const fates = ['200 accepted', '200 accepted', '200 quarantined']

  async function replay(url: string): Promise<void> {
    for (let copy = 0; copy < COPIES; copy++) {
      const headers = {
        'x-webhook-request-id': `replayed-${copy}`,
        'x-webhook-timestamp': String(Date.now() + copy * 3_600_000),
      }
      const answers = await Promise.all(captured.map((event) => postWebhook(url, event, headers)))
      expect(answers).toEqual(fates)
    }
  }

  test('changes nothing: not at once, not through an ingress that never saw it, not after the queue has forgotten it', async () => {
    for (const event of captured) await postWebhook(hotel.ingress.url, event)
    await vi.waitFor(async () => {
      const { sent, events, quarantined } = await effects()
      expect({ sent: sent.length, events, quarantined }).toEqual({ sent: 2, events: 1, quarantined: 1 })
    }, DEADLINE)
    await quiet()
    const before = await effects()
    expect(before.messages.map(({ kind }) => kind)).toEqual(['text', 'welcome', 'auto_reply'])

    await replay(hotel.ingress.url)
    await quiet()
    expect(await effects()).toEqual(before)

    const restarted = await buildIngress(readConfig({ ...hotel.env, PORT: '0' }), {
      log,
      queuePrefix: hotel.queuePrefix,
      limits: { drainMs: 0, cutOffMs: 100 },
    })
    onTestFinished(() => restarted.close())
    await replay(restarted.url)
    await quiet()
    expect(await effects()).toEqual(before)

    await inbound().clean(0, 1000, 'completed')
    await inbound().clean(0, 1000, 'failed')
    expect(await inbound().getJobCounts('completed', 'failed', 'waiting')).toEqual({
      completed: 0,
      failed: 0,
      waiting: 0,
    })
    await replay(restarted.url)
    await quiet()
    expect(await effects()).toEqual(before)
  })
})
