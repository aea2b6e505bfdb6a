import type { Dispatcher, Pool } from 'undici'

import { isSuccess, wahaErrorOf, wahaErrorOfPost, type WahaError } from './waha-error.ts'

/**
 * A connection that has been idle for longer carries no text. WAHA closes its own after five seconds, or when it said it would:
 * a text that meets that moment is answered by a reset, and nobody knows whether it was read.
 */
const IDLE_MAX_MS = 1_000
const IDLE_MARGIN_MS = 1_000

export interface PostOptions {
  url: URL
  headers: Record<string, string>
  /** Until there is a connection: name, TCP and TLS. */
  connectTimeoutMs: number
  /** Of the whole call, however it trickles. */
  timeoutMs: number
}

/** Posts JSON and gives the body of a 2xx answer: empty if it breaks off after its status line has said what counts. */
export type PostOnce = (operation: string, json: unknown) => Promise<string>

/**
 * Posts over connections that are kept, each of them with one call at a time, and none waits for another. Nothing is posted twice:
 * undici repeats no call, and a pool without a limit opens a connection where none is free.
 */
export function createPostOnce({ url, headers, connectTimeoutMs, timeoutMs }: PostOptions): PostOnce {
  const path = url.pathname + url.search
  const allHeaders = { ...headers, ...authorizationOf(url), 'content-type': 'application/json' }
  let pool: Promise<Pool> | undefined

  /** By the first call: whoever posts nothing does without the library's ten megabytes. */
  async function openPool(): Promise<Pool> {
    const { default: undici } = await import('undici')
    return new undici.Pool(url.origin, {
      connect: { timeout: connectTimeoutMs },
      keepAliveTimeout: IDLE_MAX_MS,
      keepAliveMaxTimeout: IDLE_MAX_MS,
      keepAliveTimeoutThreshold: IDLE_MARGIN_MS,
      // The call's own limit is for all of it.
      headersTimeout: 0,
      bodyTimeout: 0,
    })
  }

  return async function postOnce(operation, json) {
    pool ??= openPool()
    const opened = await pool
    const body = JSON.stringify(json)
    return new Promise((resolve, reject) => {
      const call = { path, method: 'POST', headers: allHeaders, body } as const
      opened.dispatch(call, createAnswerReader({ operation, timeoutMs, resolve, reject }))
    })
  }
}

interface Asker {
  operation: string
  timeoutMs: number
  resolve: (body: string) => void
  reject: (error: WahaError) => void
}

function createAnswerReader({ operation, timeoutMs, resolve, reject }: Asker): Dispatcher.DispatchHandler {
  const parts: Buffer[] = []
  // Of a call that has begun to be written. One that hasn't is known not to have left.
  let begun: Dispatcher.DispatchController | null = null
  let isOver = false
  let status = 0
  const timer = setTimeout(() => {
    const error = Object.assign(new Error('no whole answer in time'), { code: 'ETIMEDOUT' })
    if (begun === null) fail(error)
    else begun.abort(error)
  }, timeoutMs)

  function fail(error: Error): void {
    if (isOver) return
    end()
    if (isSuccess(status)) resolve('')
    else reject(wahaErrorOfPost(operation, error, begun !== null))
  }

  function end(): void {
    isOver = true
    clearTimeout(timer)
  }

  return {
    // Called right before the first byte is handed to the connection.
    onRequestStart(controller) {
      if (isOver) controller.abort(new Error('given up while connecting'))
      else begun = controller
    },
    onResponseStart(_, statusCode) {
      status = statusCode
    },
    onResponseData(_, part) {
      parts.push(part)
    },
    onResponseEnd() {
      end()
      const body = Buffer.concat(parts).toString()
      if (isSuccess(status)) resolve(body)
      else reject(wahaErrorOf(operation, status, body))
    },
    onResponseError: (_, error) => fail(error),
  }
}

/** `http://name:password@host`: a proxy in front of WAHA may ask for them. */
function authorizationOf({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {}
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }
}
