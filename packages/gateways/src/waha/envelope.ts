import type { Unreadable } from './webhook-call.ts'
import { isObject, readSeconds, readWord } from './webhook-fields.ts'

/** What every webhook call has in common. */
export interface Envelope {
  event: string
  session: string
  /** Absent before 2024.11, like the timestamp. */
  id: string | null
  /** In ms. */
  timestamp: number | null
  me: Record<string, unknown> | null
  payload: unknown
}

export function readEnvelope(call: unknown): Envelope | Unreadable {
  if (!isObject(call)) return { unreadable: 'envelope' }
  const { event, session, id, timestamp, me, payload } = call
  if (typeof event !== 'string') return { unreadable: 'envelope.event' }
  if (typeof session !== 'string') return { unreadable: 'envelope.session' }
  return {
    event,
    session,
    id: readWord(id),
    timestamp: readSeconds(timestamp) ?? null,
    me: isObject(me) ? me : null,
    payload,
  }
}
