import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { signWebhook } from '@bellhop/gateways/waha'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'

import { HMAC_KEY, openHotel, type TestHotel } from './open-hotel.ts'

const BODIES = join(import.meta.dirname, '../../../packages/gateways/test/bodies')
const DEADLINE = { timeout: 20_000, interval: 50 }

interface Body {
  id?: string
  event: string
  payload: { id?: string }
}

describe.skipIf(!inject('redis'))('what real WAHA posts', () => {
  let hotel: TestHotel
  beforeAll(async () => {
    hotel = await openHotel('redis', { AUTO_REPLY: 'off' })
    await hotel.guest({ phone: '+34611111111' })
  })
  afterAll(() => hotel.close())

  async function post(body: Body): Promise<unknown> {
    const raw = Buffer.from(JSON.stringify(body))
    const answer = await fetch(`${hotel.ingress.url}/webhook/waha`, {
      method: 'POST',
      body: raw,
      headers: { 'content-type': 'application/json', 'x-webhook-hmac': signWebhook(raw, HMAC_KEY) },
    })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { status: unknown }).status
  }

  test('is taken or ignored, and every message that is taken is one row with something in it', async () => {
    const bodies = readdirSync(BODIES).map(
      (file) => JSON.parse(readFileSync(join(BODIES, file), 'utf8')) as Body,
    )
    const taken = new Set<string>()
    for (const body of bodies) {
      const isMessage = body.event === 'message' || body.event === 'message.any'
      const status = await post(body)
      expect(['accepted', 'ignored']).toContain(status)
      // Told once more: under the other name, or by a webhook of its own.
      const again = { ...body, id: `${body.id}again`, ...(isMessage && { event: 'message.any' }) }
      expect(await post(again)).toBe(status)
      if (isMessage && status === 'accepted') taken.add(body.payload.id?.replace(/_.*_/, '_') ?? '')
    }

    const stored = async () => {
      const rows = await hotel.store.prisma.message.findMany({
        where: { kind: { notIn: ['welcome', 'auto_reply'] } },
      })
      return rows.filter(({ status }) => status !== 'received')
    }
    await vi.waitFor(async () => expect(await stored()).toHaveLength(taken.size), DEADLINE)

    const rows = await stored()
    expect(rows.map(({ fromMe, whatsappId }) => `${fromMe}_${whatsappId}`).toSorted()).toEqual(
      [...taken].toSorted(),
    )
    expect(rows.filter(({ text, media }) => text === null && media === null)).toEqual([])
    expect(new Set(rows.map(({ phone }) => phone))).toEqual(new Set(['+34611111111']))
    expect(await hotel.store.prisma.session.count()).toBe(1)
    expect(await hotel.store.prisma.quarantinedEvent.count()).toBe(0)
  })
})
