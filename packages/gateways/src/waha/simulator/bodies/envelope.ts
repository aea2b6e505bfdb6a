import { newEventId } from '../ids.ts'
import type { Engine } from '../options.ts'
import type { Me } from './wire-message.ts'

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
    me: whoIsMe(engine, me),
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

/** WEBJS does not know its own hidden address, GOWS knows its device too. */
function whoIsMe(engine: Engine, { lid, ...me }: Me): unknown {
  if (engine === 'WEBJS') return me
  const jid = me.id.replace('@c.us', ':22@s.whatsapp.net')
  return { ...me, lid, ...(engine === 'GOWS' ? { jid } : {}) }
}
