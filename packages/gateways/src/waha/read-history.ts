import type { InboundMessage } from '@bellhop/core'
import { z } from 'zod'

import { readMessage } from './read-message.ts'
import type { WebhookCall } from './webhook-call.ts'

/** What one page of a history held. */
export interface HistoryPage {
  /** In WAHA's order, as a webhook would have told them; without groups and whatever else nobody needs. */
  messages: InboundMessage[]
  /** How many entries WAHA gave. It filters after paging: an empty page that follows others is not yet the end. */
  rows: number
  /** How many entries could not be understood. */
  unreadable: number
}

export type HistoryReader = Pick<WebhookCall, 'line' | 'ownChats' | 'homeCountry'>

/** An answer of `GET .../messages`. What an entry is, the reader of webhooks says. */
export const historySchema = z.array(z.unknown())

export function readHistory(entries: unknown[], reader: HistoryReader): HistoryPage {
  const messages: InboundMessage[] = []
  let unreadable = 0
  for (const payload of entries) {
    const message = readHistoryMessage(payload, reader)
    if (message === 'unreadable') unreadable++
    else if (message !== null) messages.push(message)
  }
  return { messages, rows: entries.length, unreadable }
}

/** Null for what is nobody's message. WAHA calls every source `app` here: that is no evidence, and dropped. */
export function readHistoryMessage(
  payload: unknown,
  reader: HistoryReader,
): InboundMessage | 'unreadable' | null {
  const reading = readMessage({ ...reader, eventId: null, eventAt: null, receivedAt: null, payload })
  if ('unreadable' in reading) return 'unreadable'
  return 'content' in reading ? { ...reading, source: null } : null
}
