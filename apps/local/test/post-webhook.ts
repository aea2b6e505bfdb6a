import { signWebhook } from '@bellhop/gateways/waha'
import { HMAC_KEY } from './open-hotel.ts'

/** A webhook by hand, signed as WAHA signs it. Gives the status and the word of the answer. */
export async function postWebhook(
  ingressUrl: string,
  body: object | Buffer,
  headers: Record<string, string> = {},
): Promise<string> {
  const raw = Buffer.from(Buffer.isBuffer(body) ? body : JSON.stringify(body))
  const answer = await fetch(`${ingressUrl}/webhook/waha`, {
    method: 'POST',
    body: raw,
    headers: { 'content-type': 'application/json', 'x-webhook-hmac': signWebhook(raw, HMAC_KEY), ...headers },
  })
  const { status } = (await answer.json()) as { status: string }
  return `${answer.status} ${status}`
}

/** An event of a guest's message, as NOWEB has it. */
export function messageEvent(
  phone: string,
  whatsappId: string,
  payload: object = {},
  envelope: object = {},
): object {
  const chatId = `${phone.replace(/^0/, '62')}@c.us`
  return {
    id: `evt_${whatsappId.toLowerCase()}`,
    timestamp: Date.now(),
    event: 'message.any',
    session: 'default',
    payload: {
      id: `false_${chatId}_${whatsappId}`,
      timestamp: Math.floor(Date.now() / 1000),
      from: chatId,
      fromMe: false,
      body: 'is breakfast included?',
      hasMedia: false,
      ...payload,
    },
    ...envelope,
  }
}
