import { RequestError, TimeoutError } from 'got'

export type H2hErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'unauthorized'
  | 'not-found'
  | 'rejected'
  | 'too-many'
  | 'server'
  | 'unexpected'

/** An agent that could not be created. Says nothing of keys or bodies; its cause is the system's own error. */
export class H2hError extends Error {
  override readonly name = 'H2hError'
  readonly code: H2hErrorCode
  /** The answer's HTTP status, if there was one. */
  readonly status: number | null

  constructor(code: H2hErrorCode, status: number | null, cause?: unknown) {
    super(`H2H create agent: ${code}${status === null ? '' : ` (${status})`}`, { cause })
    this.code = code
    this.status = status
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.code !== 'rejected'
  }
}

export function h2hErrorOf(status: number): H2hError {
  if (status === 401 || status === 403) return new H2hError('unauthorized', status)
  if (status === 404) return new H2hError('not-found', status)
  if (status === 408) return new H2hError('timeout', status)
  if (status === 429) return new H2hError('too-many', status)
  if (status >= 500) return new H2hError('server', status)
  return new H2hError(status >= 400 ? 'rejected' : 'unexpected', status)
}

export function h2hErrorOfFailure(error: unknown): H2hError {
  if (error instanceof TimeoutError) return new H2hError('timeout', null, error.cause)
  return new H2hError('unreachable', null, error instanceof RequestError ? error.cause : error)
}
