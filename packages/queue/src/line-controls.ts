import { openBackend, type QueueOptions } from './backend.ts'
import { outboundQueue } from './jobs.ts'

const ANSWER_MS = 5_000

export interface LineState {
  paused: boolean
  /** Between the starts of two sends. 0: no limit. */
  intervalMs: number
}

/** Pace and pause of lines, for all senders at once. The truth is in Postgres: an emptied Redis has forgotten both. */
export interface LineControls {
  setPace(line: string, intervalMs: number): Promise<void>
  pause(line: string): Promise<void>
  resume(line: string): Promise<void>
  state(line: string): Promise<LineState>
  close(): Promise<void>
}

export async function openLineControls(options: QueueOptions): Promise<LineControls> {
  const backend = await openBackend(options, { answerMs: ANSWER_MS })
  const queue = (line: string) => backend.queue(outboundQueue(line))
  return {
    async setPace(line, intervalMs) {
      // One per interval and never more per longer one: BullMQ's window would let all start at once, twice at its edge.
      await backend.ask(() =>
        intervalMs > 0
          ? queue(line).setGlobalRateLimit(1, Math.ceil(intervalMs))
          : queue(line).removeGlobalRateLimit(),
      )
    },
    pause: (line) => backend.ask(() => queue(line).pause()),
    resume: (line) => backend.ask(() => queue(line).resume()),
    state: (line) =>
      backend.ask(async () => {
        const [paused, limit] = await Promise.all([queue(line).isPaused(), queue(line).getGlobalRateLimit()])
        return { paused, intervalMs: limit?.duration ?? 0 }
      }),
    close: () => backend.close(),
  }
}
