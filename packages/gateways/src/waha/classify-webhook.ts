import { messageSentAt, type InboundEvent, type UnreadableEvent } from '@bellhop/core'

import { ownChatsOf } from './addresses.ts'
import { parseJson } from './parse-json.ts'
import { readLineStatus } from './read-line-status.ts'
import { readMessage } from './read-message.ts'
import { readAck, readEdit, readReaction, readRevoke } from './read-update.ts'
import { fieldAtFault, type Reader, type WebhookCall } from './webhook-call.ts'
import { envelopeSchema, type Envelope } from './webhook-schema.ts'

/** Every event that WAHA is known to send: who reads it, or why nobody does. */
const FATES = new Map<string, Reader | string>([
  ['message', readMessage],
  ['message.any', readMessage],
  ['message.edited', readEdit],
  ['message.revoked', readRevoke],
  ['message.reaction', readReaction],
  ['message.ack', readAck],
  ['session.status', readLineStatus],
  ['message.ack.group', 'group'],
  ['message.waiting', 'placeholder'],
  ['state.change', 'engine'],
  ['engine.event', 'engine'],
  ['presence.update', 'presence'],
  ['group.join', 'group'],
  ['group.leave', 'group'],
  ['group.v2.join', 'group'],
  ['group.v2.leave', 'group'],
  ['group.v2.update', 'group'],
  ['group.v2.participants', 'group'],
  ['poll.vote', 'poll'],
  ['poll.vote.failed', 'poll'],
  ['call.received', 'call'],
  ['call.accepted', 'call'],
  ['call.rejected', 'call'],
  ['chat.archive', 'chat list'],
  ['label.upsert', 'label'],
  ['label.deleted', 'label'],
  ['label.chat.added', 'label'],
  ['label.chat.deleted', 'label'],
  ['event.response', 'calendar'],
  ['event.response.failed', 'calendar'],
])

/** WAHA's rule for names of sessions. */
const LINE = /^[A-Za-z0-9_-]{1,54}$/
const EVENT_ID = /^[A-Za-z0-9_-]{1,128}$/

export type Fate =
  | { fate: 'enqueue'; event: InboundEvent }
  | { fate: 'ignored'; reason: string }
  | { fate: 'quarantined'; event: UnreadableEvent; reason: string }

export interface ClassifyOptions {
  /** The calling code that is stored with a leading 0: `62`. */
  homeCountry: string
  /** The lines that this hotel uses. */
  lines: readonly string[]
  /** When the call came, in ms: the time of acks and line states from WAHA before 2024.11, which sends none. */
  receivedAt?: number
}

/**
 * Decides what becomes of the body of an authentic webhook call. Total: whatever the bytes are, they have a fate.
 * Reasons come from a small fixed set and tell nothing of a guest.
 */
export function classifyWebhook(raw: Buffer, options: ClassifyOptions): Fate {
  const json = parseJson(raw)
  if ('unreadable' in json) return quarantined(raw, json.unreadable)
  const envelope = envelopeSchema.safeParse(json.value)
  if (!envelope.success) return quarantined(raw, fieldAtFault(envelope.error, 'envelope'))

  const reader = FATES.get(envelope.data.event) ?? 'unknown event'
  if (typeof reader === 'string') return { fate: 'ignored', reason: reader }

  const call = toCall(envelope.data, options)
  const reading = reader(call)
  if ('ignored' in reading) return { fate: 'ignored', reason: reading.ignored }
  if ('unreadable' in reading) return quarantined(raw, reading.unreadable, call)
  if (!options.lines.includes(call.line)) return quarantined(raw, 'unknown line', call)
  return { fate: 'enqueue', event: reading }
}

function toCall(envelope: Envelope, { homeCountry, receivedAt }: ClassifyOptions): WebhookCall {
  const { id, me, session, timestamp, payload } = envelope
  return {
    line: session,
    eventId: id != null && EVENT_ID.test(id) ? id : null,
    eventAt: messageSentAt(null, timestamp),
    receivedAt: receivedAt ?? null,
    ownChats: ownChatsOf(me),
    homeCountry,
    payload,
  }
}

function quarantined(raw: Buffer, reason: string, call?: WebhookCall): Fate {
  const line = call && LINE.test(call.line) ? call.line : null
  const eventId = call?.eventId ?? null
  return {
    fate: 'quarantined',
    reason,
    event: { kind: 'unreadable', line, eventId, reason, raw: raw.toString('base64') },
  }
}
