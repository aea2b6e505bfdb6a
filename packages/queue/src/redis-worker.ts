import { ForcibleWorker } from './forcible-worker.ts'

/** Takes the mark, which wakes workers, from a queue that has nothing for them, neither now nor later. 1 if so. */
export const UNMARK = {
  name: 'unmark',
  definition: {
    numberOfKeys: 4,
    lua: `
      if redis.call('EXISTS', KEYS[1], KEYS[2], KEYS[3]) > 0 then return 0 end
      redis.call('ZREM', KEYS[4], '0')
      return 1`,
  },
}

/**
 * BullMQ marks a queue from which it takes a job, looks for a second one, waits, is woken by that mark and looks again: for a lone job
 * three looks and two waits. So with each look the mark of a queue that is empty goes, and who got its last job waits at once. A job
 * that comes later marks the queue anew.
 */
export class RedisWorker extends ForcibleWorker {
  protected override async moveToActive(...look: Parameters<ForcibleWorker['moveToActive']>) {
    const [job, isEmpty] = await Promise.all([super.moveToActive(...look), this.#unmark()])
    if (isEmpty) Reflect.set(this, 'drained', true)
    return job
  }

  async #unmark(): Promise<boolean> {
    try {
      const client = await this.backend.client
      const { wait, prioritized, delayed, marker } = this.keys
      return (await client.runCommand(UNMARK.name, [wait, prioritized, delayed, marker])) === 1
    } catch {
      // Then it looks once more.
      return false
    }
  }
}
