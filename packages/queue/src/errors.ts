import { errorCode } from './log.ts'

/** The queue did not answer, or not in time. Whether it did what it was asked to is unknown: ask again. */
export class QueueUnavailableError extends Error {
  override readonly name = 'QueueUnavailableError'
  readonly retryable = true
  readonly code: string | number

  constructor(code: string | number, options?: ErrorOptions) {
    super('The queue does not answer', options)
    this.code = code
  }

  static from(error: unknown): QueueUnavailableError {
    if (error instanceof QueueUnavailableError) return error
    // ioredis hangs the command with its arguments on the error: a whole job (I13).
    if (error instanceof Error) Reflect.deleteProperty(error, 'command')
    return new QueueUnavailableError(errorCode(error), { cause: error })
  }
}

/** The queue is there, but not as Bellhop needs it. The message says what to do; waiting doesn't help. */
export class QueueSetupError extends Error {
  override readonly name = 'QueueSetupError'
}

/** Thrown by a handler: the job goes back to its queue as if it had never been taken. It spends no attempt. */
export class HandBackError extends Error {
  override readonly name = 'HandBackError'

  constructor(options?: ErrorOptions) {
    super('The job is handed back', options)
  }
}

/** Thrown by a handler: no further attempt can help. The job fails at once. */
export class GiveUpError extends Error {
  override readonly name = 'GiveUpError'

  constructor(options?: ErrorOptions) {
    super('No further attempt can help', options)
  }
}
