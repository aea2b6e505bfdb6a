import { Worker } from 'bullmq'

/** BullMQ's worker, which can also be left when it doesn't end: once closing it can't be closed by force. */
export class ForcibleWorker extends Worker {
  async abandon(): Promise<void> {
    await this.lockManager.close()
    await this.backend.close(true)
  }
}
