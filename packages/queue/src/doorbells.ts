import { openBackend, type NewJob, type QueueOptions } from './backend.ts'
import {
  AGENT_QUEUE,
  agentJob,
  MEDIA_QUEUE,
  mediaJob,
  outboundJob,
  outboundQueue,
  outboundReminder,
  type OutboundRing,
} from './jobs.ts'

const ANSWER_MS = 5_000
const BULK_MAX = 500

/** A ring that fails throws {@link QueueUnavailableError}. It harms nothing: the sweep rings again. */
export interface Doorbells {
  ringMedia(messageIds: readonly string[]): Promise<void>
  ringAgent(sessionIds: readonly string[]): Promise<void>
  ringOutbound(rings: readonly OutboundRing[]): Promise<void>
  /**
   * Rings unless somebody is at the guest's messages already. For the sweep, which doesn't know: a ring that is kept for
   * afterwards would find nothing, and take a start of the line's pace from a guest who waits.
   */
  remindOutbound(rings: readonly OutboundRing[]): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>
}

/** Wakes media and agent worker, and sender. All queues share one connection. */
export async function openDoorbells(options: QueueOptions): Promise<Doorbells> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })

  async function ring(queue: string, jobs: NewJob[]): Promise<void> {
    for (let start = 0; start < jobs.length; start += BULK_MAX)
      await backend.ask(() => backend.add(queue, jobs.slice(start, start + BULK_MAX)))
  }

  async function ringLines(
    rings: readonly OutboundRing[],
    toJob: (ring: OutboundRing) => NewJob,
  ): Promise<void> {
    const lines = new Set(rings.map(({ line }) => line))
    await Promise.all(
      [...lines].map((line) =>
        ring(outboundQueue(line), rings.filter((one) => one.line === line).map(toJob)),
      ),
    )
  }

  return {
    ringMedia: (messageIds) => ring(MEDIA_QUEUE, messageIds.map(mediaJob)),
    ringAgent: (sessionIds) => ring(AGENT_QUEUE, sessionIds.map(agentJob)),
    ringOutbound: (rings) => ringLines(rings, outboundJob),
    remindOutbound: (rings) => ringLines(rings, outboundReminder),
    ping: () => backend.ping(),
    close: () => backend.close(),
  }
}
