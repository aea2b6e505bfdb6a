import type { InboundEvent, UnreadableEvent } from '@bellhop/core'
import type { z } from 'zod'

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
export type Unreadable = { unreadable: string }

export type Reader = (call: WebhookCall) => Reading

/** A reader that begins with the shape of the payload. */
export function reads<T>(schema: z.ZodType<T>, read: (payload: T, call: WebhookCall) => Reading): Reader {
  return (call) => {
    const payload = schema.safeParse(call.payload)
    return payload.success ? read(payload.data, call) : { unreadable: fieldAtFault(payload.error, 'payload') }
  }
}

/** Names the field, never its value: `payload.body`. */
export function fieldAtFault(error: z.ZodError, root: string): string {
  const names = (error.issues[0]?.path ?? []).filter((key) => typeof key === 'string')
  return [root, ...names].join('.')
}
