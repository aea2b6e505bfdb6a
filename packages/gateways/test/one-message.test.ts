import { classifyWebhook, createWahaClient } from '@bellhop/gateways/waha'
import type { Engine } from '@bellhop/gateways/waha/simulator'
import type { InboundMessage } from '@bellhop/core'
import { describe, expect, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const GUEST = '6281234567890'
const ENGINES = ['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const

async function setUp(engine: Engine) {
  const receiver = await startReceiver()
  const waha = await startWaha({ engine, webhookUrl: receiver.url, events: ['message', 'message.any'] })
  /** What the ingress makes of all that came so far. */
  const told = () =>
    receiver.received.map(({ raw }) => {
      const fate = classifyWebhook(raw, { homeCountry: '62', lines: ['default'] })
      return (fate as { event: InboundMessage }).event
    })
  return { waha, told, client: createWahaClient({ host: waha.url, homeCountry: '62' }) }
}

const identityOf = ({ line, fromMe, whatsappId }: InboundMessage) => ({ line, fromMe, whatsappId })

describe.each(ENGINES)('one message of %s stays one', (engine) => {
  test('as `message` and `message.any`, through two hooks, told again, and under its other address', async () => {
    const { waha, told, client } = await setUp(engine)
    waha.faults.webhook.always({ copies: 2 })
    const { id } = await waha.guest(GUEST).writes('Hello', { lid: true })
    await waha.emitAgain(id)
    await waha.emitAgain(id, { under: 'number' })
    const { messages } = await client.chatMessages({ line: 'default', chatId: `${GUEST}@c.us`, limit: 10 })

    const events = told()
    expect(events).toHaveLength(12)
    expect(new Set(events.map(({ chatId }) => chatId)).size).toBe(2)
    expect(messages).toHaveLength(1)
    for (const event of [...events, ...messages]) {
      expect(identityOf(event)).toEqual({ line: 'default', fromMe: false, whatsappId: id })
      expect(event).toMatchObject({ content: 'text', text: 'Hello' })
    }
  })

  test('when the hotel sent it: in the answer, in its echo, and in the history', async () => {
    const { waha, told, client } = await setUp(engine)
    const chat = { line: 'default', chatId: `${GUEST}@c.us` }
    const { whatsappId } = await client.sendText({ ...chat, text: 'Welcome' })
    await waha.idle()
    await waha.emitAgain(whatsappId ?? '')
    const { messages } = await client.chatMessages({ ...chat, limit: 10 })
    expect(told()).toHaveLength(2)
    expect(messages).toHaveLength(1)
    for (const event of [...told(), ...messages]) {
      expect(identityOf(event)).toEqual({ line: 'default', fromMe: true, whatsappId })
    }
  })

  test('told again has an event of its own each time', async () => {
    const { waha, told } = await setUp(engine)
    const { id } = await waha.guest(GUEST).writes('Hello')
    await waha.emitAgain(id)
    const perMessage = engine === 'NOWEB' || engine === 'GOWS' ? 1 : 2
    expect(new Set(told().map(({ eventId }) => eventId)).size).toBe(2 * perMessage)
  })
})
