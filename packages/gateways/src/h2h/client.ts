import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

import { got } from 'got'

import { h2hErrorOf, h2hErrorOfFailure } from './h2h-error.ts'

export interface H2hClientOptions {
  /** `http://localhost:8000` */
  host: string
  /** Default `/v2/agents/create`. */
  path?: string
  apiKey?: string | undefined
  /** Default 10 s. */
  timeoutMs?: number
}

export interface H2hClient {
  /** Asks the agent router for the agent of a session. Made once; throws `H2hError`. */
  createAgent(sessionId: string): Promise<void>
  /** Asks whether anybody is there, and for nothing else: the HTTP status of whatever answers. Throws `H2hError`. */
  ping(): Promise<number>
}

export function createH2hClient(options: H2hClientOptions): H2hClient {
  const { host, path = '/v2/agents/create', apiKey, timeoutMs = 10_000 } = options
  const url = new URL(`${host.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`)
  const client = got.extend({
    headers: apiKey ? { 'x-api-key': apiKey } : {},
    // Agents are few: a fresh connection each time is never a stale one.
    agent: { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) },
    timeout: { request: timeoutMs },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
  })

  return {
    async createAgent(sessionId) {
      const status = await statusOf(client.post(url, { json: { identifier_id: sessionId } }))
      if (status < 200 || status >= 300) throw h2hErrorOf(status)
    },
    ping: () => statusOf(client.get(new URL('/', url))),
  }

  async function statusOf(request: Promise<{ statusCode: number }>): Promise<number> {
    try {
      return (await request).statusCode
    } catch (error) {
      throw h2hErrorOfFailure(error)
    }
  }
}
