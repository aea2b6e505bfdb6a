import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createReplies, talk, type TalkPlan } from './talk.ts'

const GUESTS = { first: 3, count: 2 }

/** A pipeline that answers each webhook after so long, one after the other if it is told to. */
function answeringAfter(waitMs: number, { oneByOne = false } = {}) {
  const replies = createReplies()
  let before: Promise<unknown> = Promise.resolve()
  const underWay = { now: 0, most: 0 }
  async function reply(turn: Promise<unknown>, chatId: string): Promise<void> {
    await turn
    underWay.now -= 1
    replies.came(chatId)
  }
  const post = async (bytes: Buffer) => {
    underWay.now += 1
    underWay.most = Math.max(underWay.most, underWay.now)
    const turn = oneByOne ? before.then(() => sleep(waitMs)) : sleep(waitMs)
    before = turn
    void reply(turn, bytes.toString())
  }
  const nextWebhook = (guest: number) => Buffer.from(`62812${String(guest).padStart(8, '0')}@c.us`)
  return { underWay, run: (plan: TalkPlan) => talk(plan, { post, replies, nextWebhook }) }
}

test('a message that could not leave in time is late from when it was due', async () => {
  const { run } = answeringAfter(20, { oneByOne: true })
  const { dueMs, repliedMs } = await run({ kind: 'open', perSecond: 100, durationMs: 200, guests: GUESTS })
  expect(dueMs.map(Math.round)).toEqual(Array.from({ length: 20 }, (_, n) => n * 10))
  // Each takes twice the time in which the next one is due: the last has waited for half of all.
  expect((repliedMs.at(-1) ?? 0) - (dueMs.at(-1) ?? 0)).toBeGreaterThan(150)
})

test('a full window has as many unanswered as it was told, never more, until the end', async () => {
  const { run, underWay } = answeringAfter(5)
  const { repliedMs } = await run({ kind: 'window', unanswered: 7, durationMs: 100, guests: GUESTS })
  expect(underWay.most).toBe(7)
  expect(repliedMs.length).toBeGreaterThan(14)
})

test('a burst ends when all of it is answered', async () => {
  const { run } = answeringAfter(5)
  const { repliedMs } = await run({ kind: 'burst', messages: 30, durationMs: 0, guests: GUESTS })
  expect(repliedMs.filter((at) => at > 0)).toHaveLength(30)
})
