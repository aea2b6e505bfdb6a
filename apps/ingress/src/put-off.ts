import type { ServerResponse } from 'node:http'

const RETRY_AFTER_MIN_S = 2
const RETRY_AFTER_MAX_S = 5
const BODY = JSON.stringify({ status: 'unavailable' })

/** Different for each, so that what was put off doesn't come back all at once. */
export function retryAfterSeconds(): number {
  return RETRY_AFTER_MIN_S + Math.floor(Math.random() * (RETRY_AFTER_MAX_S - RETRY_AFTER_MIN_S + 1))
}

/** Answers 503 with as little work as there can be: under an overload most of the work is this. */
export function putOff(response: ServerResponse, { isLast }: { isLast: boolean }): void {
  response.writeHead(503, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': BODY.length,
    'retry-after': String(retryAfterSeconds()),
    ...(isLast && { connection: 'close' }),
  })
  response.end(BODY)
}
