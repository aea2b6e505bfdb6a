import { Worker } from 'bullmq'
import type { Batcher } from './batcher.ts'

export type Between = Batcher<unknown>['between']

/** BullMQ's worker, which can also be left when it doesn't end: once closing it can't be closed by force. */
export class ForcibleWorker extends Worker {
  async abandon(): Promise<void> {
    await this.lockManager.close()
    await this.backend.close(true)
  }

  /** Its jobs are run in batches. Where a look takes a single job, as here, it looks also while they run. */
  lookBetween(_between: Between): void {}
}
