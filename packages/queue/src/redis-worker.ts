import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Job } from 'bullmq'
import { ForcibleWorker, type Between } from './forcible-worker.ts'

/**
 * Tells how many jobs wait in a queue. From one that has nothing for its workers, neither now nor later, it takes the mark which wakes
 * them, and tells -1.
 */
export const COUNT_OR_UNMARK = {
  name: 'countOrUnmark',
  definition: {
    numberOfKeys: 4,
    lua: `
      if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3]) > 0 then return redis.call('LLEN', KEYS[1]) end
      redis.call('ZREM', KEYS[4], '0')
      return -1`,
  },
}

/** Where BullMQ's worker takes the next job to run from, while it runs. */
interface Fetched {
  numTotal(): number
  add(job: Promise<Job>): void
}

/** What a look gives that finds nothing: BullMQ's types don't know of it. */
const NONE = undefined as unknown as Job

/**
 * BullMQ marks a queue from which it takes a job, looks for a second one, waits, is woken by that mark and looks again: for a lone job
 * three looks and two waits. So with each look the mark of a queue that is empty goes, and who got its last job waits at once. A job
 * that comes later marks the queue anew.
 *
 * It also looks for one job after the other. Where batches are run it looks between them, for all that wait at once: else each job
 * that comes while a batch runs would take two ways to the queue by itself.
 */
export class RedisWorker extends ForcibleWorker {
  #between: Between | null = null

  override lookBetween(between: Between): void {
    this.#between = between
  }

  protected override async moveToActive(token: string, name?: string): Promise<Job> {
    if (this.#between === null) return (await this.#look(token, name)).job
    return this.#between(() => this.#lookForAll(token, name))
  }

  async #lookForAll(token: string, name?: string): Promise<Job> {
    // It may have been told to stop while a batch ran.
    if (this.paused || this.closing !== undefined) return NONE
    const { job, left } = await this.#look(token, name)
    // The jobs that the end of a batch has fetched are older, and came just before, but have a longer way to the main loop.
    await nextTurn()
    const fetched = Reflect.get(this, 'mainLoopQueue') as Fetched | null | undefined
    if (job === NONE || fetched === null || fetched === undefined) return job
    const count = Math.min(left, this.concurrency - fetched.numTotal())
    if (count <= 0) return job

    const looks = Array.from({ length: count }, (_, index) =>
      // What fails here fails the next look too, and that is heard of.
      super.moveToActive(`${token}:${index}`, name).catch(() => NONE),
    )
    const [leftNow, ...more] = await Promise.all([this.#countOrUnmark(), ...looks])
    this.#drainedAt(leftNow)
    // In their order, which they would lose if this one were given back.
    for (const one of [job, ...more]) fetched.add(Promise.resolve(one))
    return NONE
  }

  async #look(token: string, name?: string): Promise<{ job: Job; left: number }> {
    const [job, left] = await Promise.all([super.moveToActive(token, name), this.#countOrUnmark()])
    this.#drainedAt(left)
    return { job, left }
  }

  #drainedAt(left: number): void {
    if (left < 0) Reflect.set(this, 'drained', true)
  }

  async #countOrUnmark(): Promise<number> {
    try {
      const client = await this.backend.client
      const { wait, prioritized, delayed, marker } = this.keys
      const keys = [wait, prioritized, delayed, marker]
      return (await client.runCommand(COUNT_OR_UNMARK.name, keys)) as number
    } catch {
      // Then it looks once more.
      return 0
    }
  }
}
