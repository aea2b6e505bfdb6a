import { RequestError, TimeoutError } from 'got'

/**
 * What a failed call means for a message: `not-sent` may be tried again, `line-down` once the line works, `timelocked` once
 * WhatsApp allows it, `rejected` never; `unknown` may have left, so only evidence decides.
 */
export type SendOutcome = 'not-sent' | 'line-down' | 'timelocked' | 'rejected' | 'unknown'

const OUTCOME_BY_CODE = {
  refused: 'not-sent',
  'connect-timeout': 'not-sent',
  'too-many': 'not-sent',
  unauthorized: 'line-down',
  forbidden: 'line-down',
  'not-found': 'line-down',
  'not-working': 'line-down',
  'bad-request': 'rejected',
  /** WhatsApp forbids this number to write to new people for a while (its error 463). */
  timelock: 'timelocked',
  timeout: 'unknown',
  reset: 'unknown',
  server: 'unknown',
  unexpected: 'unknown',
} as const satisfies Record<string, SendOutcome>

export type WahaErrorCode = keyof typeof OUTCOME_BY_CODE

const CODE_BY_STATUS = new Map<number, WahaErrorCode>([
  [400, 'bad-request'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [422, 'not-working'],
  [429, 'too-many'],
])

// Errors and phases of a request of which no byte has left.
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
const CONNECTING = new Set(['connect', 'getaddrinfo'])
const CONNECT_PHASES = new Set(['lookup', 'connect', 'secureConnect'])
const RESETS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * A call to WAHA that failed, classified where it was seen. Neither it nor its cause, the system's own error, tells what was
 * sent or to whom: WAHA's answers repeat the request and are dropped here.
 */
export class WahaError extends Error {
  override readonly name = 'WahaError'
  readonly code: WahaErrorCode
  /** The answer's HTTP status, if there was one. */
  readonly status: number | null

  constructor(operation: string, code: WahaErrorCode, status: number | null, cause?: unknown) {
    super(`WAHA ${operation}: ${code}${status === null ? '' : ` (${status})`}`, { cause })
    this.code = code
    this.status = status
  }

  get outcome(): SendOutcome {
    return OUTCOME_BY_CODE[this.code]
  }
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** Classifies an answer other than 2xx. */
export function wahaErrorOf(operation: string, status: number, body: string): WahaError {
  const code = CODE_BY_STATUS.get(status) ?? (status >= 500 ? 'server' : 'unexpected')
  return new WahaError(operation, code === 'server' && isTimelock(body) ? 'timelock' : code, status)
}

/** Classifies a call without a complete answer. Whatever is not known to come before the first byte may have left. */
export function wahaErrorOfFailure(operation: string, error: unknown): WahaError {
  if (!(error instanceof RequestError)) return new WahaError(operation, 'unexpected', null, error)
  return new WahaError(operation, codeOfFailure(error), null, error.cause)
}

function codeOfFailure(error: RequestError): WahaErrorCode {
  if (error instanceof TimeoutError) return CONNECT_PHASES.has(error.event) ? 'connect-timeout' : 'timeout'
  if (NEVER_CONNECTED.has(error.code) || CONNECTING.has(syscallOf(error.cause))) return 'refused'
  return RESETS.has(error.code) ? 'reset' : 'unexpected'
}

/** Classifies a post without a complete answer. `hasBegun`: a byte of it may have left. */
export function wahaErrorOfPost(operation: string, error: Error, hasBegun: boolean): WahaError {
  // A parser's error repeats the answer, and WAHA's answers repeat the request.
  const cause = error.name === 'HTTPParserError' ? undefined : error
  return new WahaError(operation, codeOfPost(error, hasBegun), null, cause)
}

function codeOfPost(error: Error, hasBegun: boolean): WahaErrorCode {
  const code = 'code' in error ? String(error.code) : ''
  if (TIMEOUTS.has(code)) return hasBegun ? 'timeout' : 'connect-timeout'
  if (!hasBegun) return 'refused'
  return RESETS.has(code) ? 'reset' : 'unexpected'
}

function syscallOf(cause: unknown): string {
  return cause instanceof Error && 'syscall' in cause ? String(cause.syscall) : ''
}

// Looks at WAHA's own words only: the rest of the answer repeats the request, and a guest may write anything.
function isTimelock(body: string): boolean {
  try {
    const answer = JSON.parse(body) as { exception?: { message?: unknown } } | null
    return /\berror 463\b/.test(String(answer?.exception?.message))
  } catch {
    return false
  }
}
