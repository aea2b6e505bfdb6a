import { messageSentAt, type InboundEvent, type UnreadableEvent } from '@bellhop/core'

import { ownChatsOf } from './addresses.ts'
import { readEnvelope, type Envelope } from './envelope.ts'
import { parseJson } from './parse-json.ts'
import { FATE_BY_EVENT } from './event-fates.ts'
import { isUnreadable, type WebhookCall } from './webhook-call.ts'

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
  /** When the call came, in ms: the time of what has none, such as acks and line states from WAHA before 2024.11. */
  receivedAt?: number
  /** Who each line is, for events that don't say it: kept by the caller between calls, and brought up to date here. */
  ownChats?: Map<string, ReadonlySet<string>>
}

/**
 * Decides what becomes of the body of an authentic webhook call. Total: whatever the bytes are, they have a fate.
 * Reasons come from a small fixed set and tell nothing of a guest.
 */
export function classifyWebhook(raw: Buffer, options: ClassifyOptions): Fate {
  const json = parseJson(raw)
  if ('unreadable' in json) return quarantined(raw, json.unreadable)
  const envelope = readEnvelope(json.value)
  if (isUnreadable(envelope)) return quarantined(raw, envelope.unreadable)

  const reader = FATE_BY_EVENT.get(envelope.event) ?? 'unknown event'
  if (typeof reader === 'string') return { fate: 'ignored', reason: reader }

  const call = toCall(envelope, options)
  const reading = reader(call)
  if ('ignored' in reading) return { fate: 'ignored', reason: reading.ignored }
  if ('unreadable' in reading) return quarantined(raw, reading.unreadable, call)
  if (!options.lines.includes(call.line)) return quarantined(raw, 'unknown line', call)
  return { fate: 'enqueue', event: reading }
}

function toCall(envelope: Envelope, options: ClassifyOptions): WebhookCall {
  const { id, me, session, timestamp, payload } = envelope
  return {
    line: session,
    eventId: id !== null && EVENT_ID.test(id) ? id : null,
    eventAt: messageSentAt(null, timestamp),
    receivedAt: options.receivedAt ?? null,
    ownChats: ownChatsOn(session, me, options),
    timelock: me?.reachoutTimelock,
    homeCountry: options.homeCountry,
    payload,
  }
}

function ownChatsOn(
  line: string,
  me: Envelope['me'],
  { lines, ownChats }: ClassifyOptions,
): ReadonlySet<string> {
  const told = ownChatsOf(me)
  if (told.size === 0) return ownChats?.get(line) ?? told
  // Others' lines are not remembered: there may be any number of them.
  if (lines.includes(line)) ownChats?.set(line, told)
  return told
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
