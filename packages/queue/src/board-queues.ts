import type { Queue } from 'bullmq'
import { openBackend, type QueueOptions } from './backend.ts'
import { AGENT_QUEUE, INBOUND_QUEUE, MEDIA_QUEUE, outboundQueue } from './jobs.ts'

export interface BoardQueues {
  /** BullMQ's own, for Bull Board. While the queue is away they wait, so ask {@link isReady} first. */
  queues: Queue[]
  isReady(): boolean
  close(): Promise<void>
}

export async function openBoardQueues({
  lines,
  ...options
}: QueueOptions & { lines: readonly string[] }): Promise<BoardQueues> {
  const backend = await openBackend(options, { answerMs: null })
  return {
    queues: [INBOUND_QUEUE, MEDIA_QUEUE, AGENT_QUEUE, ...lines.map(outboundQueue)].map((name) =>
      backend.queue(name),
    ),
    isReady: () => backend.isReady(),
    close: () => backend.close(),
  }
}
