import type { JobsOptions } from 'bullmq'
import type { Pace } from '../world/talk.ts'

/** So many jobs are in a worker's hands: measured to be where BullMQ is fastest, with a full window and where there may be any number. */
export const CONCURRENCY: Record<Pace['kind'], number> = { window: 50, open: 100, burst: 100 }
export const FIRST = 'first'
export const SECOND = 'second'
export const JOB_OPTIONS: JobsOptions = { removeOnComplete: true, removeOnFail: true }
/** As much as the fields of a short message. */
export const PAYLOAD = { text: 'x'.repeat(250) }

/** BullMQ's connection to that Redis, whose keys are told from Bellhop's. */
export function queueSettings(redisUrl: string, prefix: string) {
  const { hostname, port, password } = new URL(redisUrl)
  return {
    prefix,
    connection: { host: hostname, port: Number(port), password, maxRetriesPerRequest: null },
  }
}
