import { z } from 'zod'

import { sessionSchema, toLineSession, type LineSession } from './read-session.ts'
import { createTransport, type WahaTransportOptions } from './transport.ts'
import { WahaError } from './waha-error.ts'

/** What WAHA tells of itself, for someone who has to judge an installation. All calls throw {@link WahaError}. */
export interface WahaInspector {
  /** Needs no key. Its own time, to the second; null if it tells none. */
  ping(): Promise<{ clock: Date | null }>
  version(): Promise<string>
  /** Null for a session that WAHA doesn't know. */
  session(line: string): Promise<LineSession | null>
  /** The names of all sessions, the stopped ones too. */
  sessionNames(): Promise<string[]>
}

const versionSchema = z.object({ version: z.string() })
const namesSchema = z.array(z.object({ name: z.string() }))

export function createWahaInspector(options: WahaTransportOptions): WahaInspector {
  const { ask, read } = createTransport(options)

  return {
    async ping() {
      const { headers } = await ask('ping', { path: ['..', 'ping'] })
      const at = Date.parse(headers.date ?? '')
      return { clock: Number.isNaN(at) ? null : new Date(at) }
    },
    async version() {
      return (await read('version', versionSchema, { path: ['server', 'version'] })).version
    },
    async session(line) {
      try {
        return toLineSession(await read('session', sessionSchema, { path: ['sessions', line] }))
      } catch (error) {
        if (error instanceof WahaError && isUnknownSession(error)) return null
        throw error
      }
    },
    async sessionNames() {
      return (await read('sessions', namesSchema, { query: { all: true } })).map(({ name }) => name)
    },
  }
}

/** WAHA Core of one session only (before 2026.6) answers 422 to every other name. */
function isUnknownSession({ code }: WahaError): boolean {
  return code === 'not-found' || code === 'not-working'
}
