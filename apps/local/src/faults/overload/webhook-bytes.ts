import { signWebhook } from '@bellhop/gateways/waha'
import { GUESTS_WORDS } from '../rig/judge-logs.ts'

/** WAHA sends the engine's whole message along: so much of it. */
export const ENGINE_PART = 'x'.repeat(1_000)

/** The WhatsApp id of the webhook with that number. */
export function whatsappIdOf(number: number): string {
  return `3B${number.toString(16).toUpperCase().padStart(18, '0')}`
}

export interface Writers {
  hmacKey: string
  /** Each guest has one of them. */
  lines: readonly string[]
  guests: number
}

export function chatIdOf(guest: number): string {
  return `62812${String(guest).padStart(8, '0')}@c.us`
}

/** A signed webhook as it stands on the wire: a message of a guest who has checked in, each number another one. */
export function createWebhookBytes({ hmacKey, lines, guests }: Writers) {
  return (number: number, guest = number % guests): Buffer => {
    const now = Date.now()
    const id = whatsappIdOf(number)
    const chatId = chatIdOf(guest)
    return webhookBytes(hmacKey, {
      id: `evt_${id.toLowerCase()}`,
      timestamp: now,
      event: 'message.any',
      session: lines[guest % lines.length],
      payload: {
        id: `false_${chatId}_${id}`,
        timestamp: Math.floor(now / 1000),
        from: chatId,
        fromMe: false,
        body: `${GUESTS_WORDS}, number ${number}`,
        hasMedia: false,
        _data: { engine: ENGINE_PART },
      },
    })
  }
}

/** Any webhook as it stands on the wire. */
export function webhookBytes(hmacKey: string, body: object): Buffer {
  const raw = Buffer.from(JSON.stringify(body))
  const head =
    'POST /webhook/waha HTTP/1.1\r\nhost: ingress\r\ncontent-type: application/json\r\n' +
    `content-length: ${raw.length}\r\nx-webhook-hmac: ${signWebhook(raw, hmacKey)}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), raw])
}
