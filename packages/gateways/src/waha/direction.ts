import { normaliseChatId, type MessageId } from '@bellhop/core'

import { authorAddresses } from './engine/addresses.ts'
import type { WebhookCall } from './webhook-call.ts'
import type { MessagePayload } from './message-payload.ts'

type Addressed = Pick<MessagePayload, 'from' | 'to' | 'participant' | 'fromMe' | '_data'>

/**
 * Whether the hotel wrote it. Engines have been wrong in `fromMe`, never the other way round: what an own address wrote is own.
 * `from` is the chat on NOWEB and GOWS, the author on WEBJS and WPP; nobody is his own guest, so that an own `from` is the author.
 */
export function isFromMe(payload: Addressed, id: MessageId, { ownChats }: WebhookCall): boolean {
  if (payload.fromMe ?? id.fromMe) return true
  const isOwn = (author: string | null | undefined) => author != null && ownChats.has(normaliseChatId(author))
  return isOwn(payload.participant) || isOwn(payload.from) || authorAddresses(payload._data).some(isOwn)
}

/** Whether the line wrote to itself: told also where WAHA doesn't say who the line is. */
export function isToItself({ from, to }: Addressed): boolean {
  return from != null && to != null && normaliseChatId(from) === normaliseChatId(to)
}
