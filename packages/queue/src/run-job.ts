import { DelayedError, UnrecoverableError, WaitingError, type Job } from 'bullmq'
import { GiveUpError, HandBackError } from './errors.ts'

const HANDED_BACK_PAUSE_MS = 1_000

interface RunJobDeps<Data> {
  handle(job: Job<Data>): Promise<void>
  /** Gets what runs, for as long as it does. */
  inHand: Set<Promise<void>>
  isClosing(): boolean
}

/** What BullMQ calls for each job. */
export function createRunJob<Data>({ handle, inHand, isClosing }: RunJobDeps<Data>) {
  return async (job: Job<Data>, token?: string): Promise<void> => {
    const work = handle(job)
    inHand.add(work)
    try {
      await work
    } catch (error) {
      if (error instanceof HandBackError) throw await handBack(job, token, isClosing())
      throw error instanceof GiveUpError ? new UnrecoverableError(reasonOf(error)) : error
    } finally {
      inHand.delete(work)
    }
  }
}

/** Puts a job back and gives what to throw, so that BullMQ leaves it there. Attempts count when they end, and this did not. */
async function handBack(job: Job, token: string | undefined, closing: boolean): Promise<Error> {
  if (token === undefined) return new Error("A job without a lock is nobody's to hand back")
  if (closing) {
    await job.moveToWait(token)
    return new WaitingError()
  }
  // Not at once, or this worker would take it again and again.
  await job.moveToDelayed(Date.now() + HANDED_BACK_PAUSE_MS, token)
  return new DelayedError()
}

function reasonOf(error: GiveUpError): string {
  return error.cause instanceof Error ? error.cause.message : error.message
}
