import type { InboundMessage, MessageUpdate } from '@bellhop/core'

import { classifyWebhook, type ClassifyOptions, type Fate } from './classify-webhook.ts'

export const GUEST = '6281234567890@c.us'
export const LID = '188811111111111@lid'
export const ME = {
  id: '6280000000000@c.us',
  lid: '99900000000001@lid',
  jid: '6280000000000:22@s.whatsapp.net',
}
export const SENT_AT = 1_789_200_000_000
export const EVENT_AT = SENT_AT + 66_882
export const ID = '3AD1F0C2B3A4958677A1'

/** A text of the guest with what is odd about it, as its payload. */
export function payload(odd: object = {}): Record<string, unknown> {
  return {
    id: `false_${GUEST}_${ID}`,
    timestamp: SENT_AT / 1000,
    fromMe: false,
    source: 'app',
    body: null,
    ...odd,
  }
}

/** The fate of a webhook that carries this. */
export function fateOf(
  event: string,
  payload: unknown,
  envelope: object = {},
  options: Partial<ClassifyOptions> = {},
): Fate {
  const body = { id: 'evt_01', timestamp: EVENT_AT, event, session: 'default', me: ME, payload, ...envelope }
  return classifyWebhook(Buffer.from(JSON.stringify(body)), {
    homeCountry: '62',
    lines: ['default'],
    ...options,
  })
}

export function messageOf(fate: Fate): InboundMessage {
  if (fate.fate !== 'enqueue') throw new Error(`${fate.fate}: ${fate.reason}`)
  return fate.event as InboundMessage
}

export function updateOf(fate: Fate): MessageUpdate {
  return messageOf(fate) as unknown as MessageUpdate
}
