import type { InboundEvent, UnreadableEvent } from '@bellhop/core'

/** A webhook call whose envelope could be read. Times in ms since the epoch. */
export interface WebhookCall {
  line: string
  eventId: string | null
  /** When WAHA made the event. Null before 2024.11. */
  eventAt: number | null
  receivedAt: number | null
  /** The line's own chat ids: nobody is a guest of himself. */
  ownChats: ReadonlySet<string>
  /** WhatsApp's ban on writing to new people, as WAHA tells it. */
  timelock?: unknown
  homeCountry: string
  payload: unknown
}

/** What was made of a call: the event, or a word for why there is none. */
export type Reading = Exclude<InboundEvent, UnreadableEvent> | Ignored | Unreadable
export type Ignored = { ignored: string }
/** Names the field at fault, never its value: `payload.body`. */
export type Unreadable = { unreadable: string }

export type Reader = (call: WebhookCall) => Reading

/** A reader that begins with the shape of the payload. */
export function reads<T extends object>(
  shape: (payload: unknown) => T | Unreadable,
  read: (payload: T, call: WebhookCall) => Reading,
): Reader {
  return (call) => {
    const payload = shape(call.payload)
    return isUnreadable(payload) ? payload : read(payload, call)
  }
}

export function isUnreadable(value: object): value is Unreadable {
  return 'unreadable' in value
}
