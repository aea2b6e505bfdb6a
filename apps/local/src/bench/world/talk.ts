import { setTimeout as sleep } from 'node:timers/promises'
import { chatIdOf } from '../../faults/overload/webhook-bytes.ts'
import type { Post } from './poster.ts'

const TICK_MS = 1
/** Each reply is noted when it comes: to look for the last one more often would only cost the machine. */
const LOOK_MS = 5
const REPLIES_MS = 60_000

/**
 * `open`: so many messages a second, whatever becomes of them. `window`: so many unanswered ones at any time, the next as soon as one is
 * answered: as fast as it goes. `burst`: so many at once.
 */
export type Pace = { durationMs: number } & (
  | { kind: 'open'; perSecond: number }
  | { kind: 'window'; unanswered: number }
  | { kind: 'burst'; messages: number }
)

/** Guests who write and are answered. */
export type TalkPlan = Pace & { guests: { first: number; count: number } }

/** What came of it, message by message. Times in ms from the beginning; a message is due when it should leave, not when it did. */
export interface Talk {
  dueMs: number[]
  repliedMs: number[]
}

export interface Replies {
  /** Calls back when the next reply to that chat has come that nobody waits for yet. */
  expect(chatId: string, onReply: () => void): void
  came(chatId: string): void
}

/** Whose reply it is: a guest's messages are answered in their order, each once. */
export function createReplies(): Replies {
  const expected = new Map<string, (() => void)[]>()
  return {
    expect(chatId, onReply) {
      const waiting = expected.get(chatId)
      if (waiting === undefined) expected.set(chatId, [onReply])
      else waiting.push(onReply)
    },
    came: (chatId) => expected.get(chatId)?.shift()?.(),
  }
}

export interface TalkDeps {
  post: Post
  replies: Replies
  /** A new message of that guest, as a webhook. */
  nextWebhook: (guest: number) => Buffer
}

/** Ends when all are answered. Throws if that takes longer than a minute. */
export async function talk(plan: TalkPlan, { post, replies, nextWebhook }: TalkDeps): Promise<Talk> {
  const { guests, durationMs } = plan
  const [dueMs, repliedMs]: [number[], number[]] = [[], []]
  const startedAt = performance.now()
  const elapsed = () => performance.now() - startedAt
  let failure: unknown = null

  function write(due: number): void {
    const number = dueMs.push(due) - 1
    const guest = guests.first + (number % guests.count)
    replies.expect(chatIdOf(guest), () => {
      repliedMs[number] = elapsed()
      answered += 1
      if (plan.kind === 'window' && elapsed() < durationMs) write(elapsed())
    })
    post(nextWebhook(guest)).then(
      () => (acknowledged += 1),
      (error: unknown) => (failure ??= error),
    )
  }

  let [acknowledged, answered] = [0, 0]
  if (plan.kind === 'window') for (let n = 0; n < plan.unanswered; n += 1) write(elapsed())
  if (plan.kind === 'burst') for (let n = 0; n < plan.messages; n += 1) write(elapsed())
  if (plan.kind === 'open') {
    for (let step = 1000 / plan.perSecond, next = 0; next < durationMs; await sleep(TICK_MS))
      for (; next < durationMs && next <= elapsed(); next += step) write(next)
  }
  while (elapsed() < durationMs || answered < dueMs.length) {
    if (failure !== null) throw failure
    if (elapsed() > durationMs + REPLIES_MS)
      throw new Error(
        `of ${dueMs.length} messages ${acknowledged} were acknowledged and ${answered} answered in time`,
      )
    await sleep(LOOK_MS)
  }
  return { dueMs, repliedMs }
}
