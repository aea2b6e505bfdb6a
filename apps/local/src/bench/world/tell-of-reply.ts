import { setTimeout as sleep } from 'node:timers/promises'
import { ENGINE_PART, webhookBytes } from '../../faults/overload/webhook-bytes.ts'
import type { Post } from './poster.ts'
import type { TakenText } from './waha-at-once.ts'

const ACKS = [
  { ack: 2, ackName: 'DEVICE' },
  { ack: 3, ackName: 'READ' },
]
const PAUSE_MS = 20

/** What WAHA tells of each text that it has sent: the text itself, that it has arrived, and that it was read. */
export async function tellOfReply(
  { line, chatId, id, text }: TakenText,
  hmacKey: string,
  post: Post,
): Promise<void> {
  const now = Date.now()
  const told = { session: line, timestamp: now }
  const message = {
    id: `true_${chatId}_${id}`,
    timestamp: Math.floor(now / 1000),
    from: chatId,
    fromMe: true,
  }
  const echo = { ...message, source: 'api', body: text, hasMedia: false, _data: { engine: ENGINE_PART } }
  await post(webhookBytes(hmacKey, { ...told, id: `evt_${id}`, event: 'message.any', payload: echo }))
  for (const ack of ACKS) {
    await sleep(PAUSE_MS)
    const payload = { ...message, ...ack }
    await post(webhookBytes(hmacKey, { ...told, id: `evt_${id}_${ack.ack}`, event: 'message.ack', payload }))
  }
}
