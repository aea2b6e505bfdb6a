import { newEventId } from '../ids.ts'
import type { Engine } from '../options.ts'
import type { Me } from './message.ts'

const VERSION = '2026.4.3'

export interface Envelope {
  id: string
  timestamp: number
  event: string
  session: string
  payload: unknown
  [field: string]: unknown
}

/** A webhook's body around its payload. `now` in ms. */
export function envelope(
  engine: Engine,
  line: string,
  me: Me,
  event: string,
  payload: unknown,
  now: number,
): Envelope {
  return {
    id: newEventId(now),
    timestamp: now,
    event,
    session: line,
    // WEBJS does not know its own hidden address.
    me: engine === 'WEBJS' ? { id: me.id, pushName: me.pushName } : me,
    payload,
    // GOWS never says its name here.
    ...(engine === 'GOWS' ? {} : { engine }),
    environment: {
      version: VERSION,
      engine,
      tier: 'CORE',
      browser: null,
      platform: 'linux/x64',
      worker: { id: null },
    },
  }
}
