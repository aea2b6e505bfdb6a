import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

import { got, RequestError } from 'got'
import type { z } from 'zod'

import { openAnswer, type OpenAnswer } from './answer-stream.ts'
import { createPostOnce } from './post-once.ts'
import { isSuccess, WahaError, wahaErrorOf, wahaErrorOfFailure } from './waha-error.ts'

const CONNECT_TIMEOUT_MS = 5_000

export interface WahaTransportOptions {
  /** `http://localhost:3000` */
  host: string
  /** Path of the call that sends a text; the others lie beside it. Default `/api/sendText`. */
  apiPath?: string
  apiKey?: string | undefined
  /** Of sends: WAHA itself waits up to 10 s for a line before it refuses. Default 45 s. */
  sendTimeoutMs?: number
  /** Of all other calls. Default 10 s. */
  timeoutMs?: number
}

export interface Call {
  /** Beside the send's path. Default: the operation's name. */
  path?: string[]
  method?: 'GET' | 'POST'
  json?: unknown
  query?: Record<string, string | number | boolean>
  /** Default: as the transport has it. */
  timeoutMs?: number
  /** Breaks the call off. */
  signal?: AbortSignal
}

export interface WahaTransport {
  /** Makes the one call that sends a text, and returns the body of a 2xx answer. */
  send: (json: unknown) => Promise<string>
  /** Makes any other call and returns the body of a 2xx answer. */
  call: (operation: string, call: Call) => Promise<string>
  /** The same, with the rest of the answer. */
  ask: (operation: string, call: Call) => Promise<Answer>
  /** The same for an answer of a known shape. */
  read: <T>(operation: string, schema: z.ZodType<T>, call: Call) => Promise<T>
  /** Makes one call whose 2xx answer is read piece by piece, within the timeout. */
  open: (operation: string, call: Call) => Promise<OpenAnswer>
}

export function createTransport(options: WahaTransportOptions): WahaTransport {
  const { host, apiPath = '/api/sendText', apiKey, sendTimeoutMs = 45_000, timeoutMs = 10_000 } = options
  const sendUrl = new URL(`${host.replace(/\/+$/, '')}/${apiPath.replace(/^\/+/, '')}`)
  const headers: Record<string, string> = apiKey ? { 'x-api-key': apiKey } : {}
  const post = createPostOnce({
    url: sendUrl,
    headers,
    connectTimeoutMs: CONNECT_TIMEOUT_MS,
    timeoutMs: sendTimeoutMs,
  })
  const client = got.extend({
    headers,
    // Calls that are few: a fresh connection each time is never a stale one.
    agent: { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) },
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
  })

  function requestOf(operation: string, options: Call) {
    const { path = [operation], method = 'GET', json, query, signal } = options
    const url = new URL(path.map(segment).join('/'), sendUrl)
    const init = {
      method,
      ...(json === undefined ? {} : { json }),
      ...(query === undefined ? {} : { searchParams: query }),
      ...(signal === undefined ? {} : { signal }),
      timeout: {
        lookup: CONNECT_TIMEOUT_MS,
        connect: CONNECT_TIMEOUT_MS,
        secureConnect: CONNECT_TIMEOUT_MS,
        request: options.timeoutMs ?? timeoutMs,
      },
    }
    return { url, init }
  }

  async function ask(operation: string, options: Call): Promise<Answer> {
    const { url, init } = requestOf(operation, options)
    const answer = await complete(operation, () => client(url, init))
    if (!isSuccess(answer.statusCode)) throw wahaErrorOf(operation, answer.statusCode, answer.body)
    return answer
  }

  async function call(operation: string, options: Call): Promise<string> {
    return (await ask(operation, options)).body
  }

  async function read<T>(operation: string, schema: z.ZodType<T>, options: Call): Promise<T> {
    const body = await call(operation, options)
    try {
      return schema.parse(JSON.parse(body))
    } catch {
      throw new WahaError(operation, 'unexpected', 200)
    }
  }

  function open(operation: string, options: Call): Promise<OpenAnswer> {
    const { url, init } = requestOf(operation, options)
    // As it is: what is counted is what goes to the disk.
    return openAnswer(operation, client.stream(url, { ...init, decompress: false }))
  }

  return { send: (json) => post('sendText', json), call, ask, read, open }
}

export interface Answer {
  statusCode: number
  body: string
  headers: { date?: string | undefined }
}

/** An answer that breaks off after its status line has said what counts: a 2xx without a body is still a 2xx. */
async function complete(operation: string, request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request()
  } catch (error) {
    const statusCode = error instanceof RequestError ? error.response?.statusCode : undefined
    if (statusCode !== undefined && isSuccess(statusCode)) return { statusCode, body: '', headers: {} }
    throw wahaErrorOfFailure(operation, error)
  }
}

function segment(part: string): string {
  return part === '..' ? part : encodeURIComponent(part)
}
