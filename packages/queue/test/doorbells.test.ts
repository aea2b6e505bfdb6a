import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  HandBackError,
  openAgentWorker,
  openBoardQueues,
  openDoorbells,
  openLineControls,
  openMediaWorker,
  openOutboundWorker,
  type AgentJob,
  type OutboundKind,
  type OutboundRing,
} from '../src/index.ts'
import { backends, type TestQueue } from './backends.ts'
import { createGate } from './gate.ts'
import { closeAfterEach } from './opened.ts'

const DEADLINE = { timeout: 15_000, interval: 10 }

const ring = (guestId: string, kind: OutboundKind = 'auto_reply', line = 'default'): OutboundRing => ({
  line,
  guestId,
  kind,
})

describe.each(backends)('doorbells on $backend', ({ open, skip }) => {
  let queue: TestQueue
  beforeEach(async ({ skip: skipTest }) => {
    if (skip) return skipTest('no redis-server on this machine')
    queue = await open()
    return undefined
  })
  const opened = closeAfterEach()
  afterEach(() => queue?.drop())

  async function answerRings(
    handle: (ring: OutboundRing) => Promise<void> = async () => {},
    { line = 'default', concurrency = 5 } = {},
  ) {
    const answered: { ring: OutboundRing; at: number }[] = []
    await opened(
      openOutboundWorker({
        ...queue,
        lines: [line],
        concurrency,
        async handle(one) {
          answered.push({ ring: one, at: performance.now() })
          await handle(one)
        },
      }),
    )
    return { answered, guests: () => answered.map(({ ring: { guestId } }) => guestId) }
  }

  async function answerAgents(handle: (job: AgentJob) => Promise<void> = async () => {}) {
    const answered: AgentJob[] = []
    await opened(
      openAgentWorker({
        ...queue,
        concurrency: 5,
        backoffMs: () => 50,
        async handle(job) {
          answered.push(job)
          await handle(job)
        },
      }),
    )
    return answered
  }

  describe('of media', () => {
    test('are answered once per message, and again when they ring afterwards', async () => {
      const bells = await opened(openDoorbells(queue))
      await bells.ringMedia(['m1', 'm2'])
      await bells.ringMedia(['m1'])
      const fetched: string[] = []
      await opened(
        openMediaWorker({
          ...queue,
          concurrency: 1,
          handle: async ({ messageId }) => void fetched.push(messageId),
        }),
      )
      await expect.poll(() => fetched, DEADLINE).toEqual(['m1', 'm2'])
      await bells.ringMedia(['m1'])
      await expect.poll(() => fetched, DEADLINE).toEqual(['m1', 'm2', 'm1'])
    })
  })

  describe('of the sender', () => {
    test('reach the line that they are for, and tell whom', async () => {
      const bells = await opened(openDoorbells(queue))
      const [first, second] = [await answerRings(), await answerRings(undefined, { line: 'second' })]
      await bells.ringOutbound([ring('g1', 'welcome'), ring('g2', 'staff_reply', 'second')])
      await expect
        .poll(() => first.answered.map((one) => one.ring), DEADLINE)
        .toEqual([ring('g1', 'welcome')])
      await expect
        .poll(() => second.answered.map((one) => one.ring), DEADLINE)
        .toEqual([ring('g2', 'staff_reply', 'second')])
    })

    test('are kept for people to look at: the last hundred of a line', async () => {
      const bells = await opened(openDoorbells(queue))
      const board = await opened(openBoardQueues({ ...queue, lines: ['default'] }))
      const rings = board.queues.at(-1)
      await bells.ringOutbound(Array.from({ length: 103 }, (_, index) => ring(`g${index}`)))
      // On Postgres two that end at the same time don't see each other, and the next that ends tidies up.
      const { answered } = await answerRings(undefined, { concurrency: 1 })
      await expect.poll(() => answered.length, DEADLINE).toBe(103)
      await expect
        .poll(async () => [await rings?.getActiveCount(), await rings?.getCompletedCount()], DEADLINE)
        .toEqual([0, 100])
    })

    test('of several lines are answered by one worker, each line by itself', async () => {
      const bells = await opened(openDoorbells(queue))
      const lines = Array.from({ length: 8 }, (_, index) => `line-${index}`)
      const gate = createGate()
      const answered: string[] = []
      await opened(
        openOutboundWorker({
          ...queue,
          lines,
          concurrency: 1,
          async handle({ line }) {
            answered.push(line)
            await gate.opened
          },
        }),
      )
      const rings = lines.flatMap((line) => [ring('g1', 'auto_reply', line), ring('g2', 'auto_reply', line)])
      await bells.ringOutbound(rings)
      await expect.poll(() => answered.toSorted(), DEADLINE).toEqual(lines)
      gate.open()
      await expect.poll(() => answered.toSorted(), DEADLINE).toEqual(rings.map(({ line }) => line))
    })

    test('are answered once per guest, however often they ring before', async () => {
      const bells = await opened(openDoorbells(queue))
      await bells.ringOutbound([ring('g1'), ring('g1', 'goodbye'), ring('g2')])
      await bells.ringOutbound([ring('g1')])
      const { guests } = await answerRings(undefined, { concurrency: 1 })
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g2'])
      await bells.ringOutbound([ring('g3')])
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g2', 'g3'])
    })

    test('that ring during an answer are answered once more afterwards, and never meanwhile', async () => {
      const bells = await opened(openDoorbells(queue))
      const gate = createGate()
      let running = 0
      let runningMost = 0
      const { guests } = await answerRings(async () => {
        running += 1
        runningMost = Math.max(runningMost, running)
        await gate.opened
        running -= 1
      })
      await bells.ringOutbound([ring('g1')])
      await expect.poll(guests, DEADLINE).toEqual(['g1'])
      for (let times = 0; times < 3; times += 1) await bells.ringOutbound([ring('g1', 'agent_reply')])
      gate.open()
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g1'])
      await bells.ringOutbound([ring('g2')])
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g1', 'g2'])
      expect(runningMost).toBe(1)
    })

    test('that only remind wake the sender where nobody does, and take no start from the others', async () => {
      const bells = await opened(openDoorbells(queue))
      const gate = createGate()
      const { guests } = await answerRings(() => gate.opened, { concurrency: 1 })
      await bells.remindOutbound([ring('g1')])
      await expect.poll(guests, DEADLINE).toEqual(['g1'])
      await bells.ringOutbound([ring('g2')])
      await bells.remindOutbound([ring('g1'), ring('g2')])
      gate.open()
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g2'])
      await bells.remindOutbound([ring('g3'), ring('g1')])
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g2', 'g3', 'g1'])
    })

    test('that ring while a reminder is being answered are answered afterwards', async () => {
      const bells = await opened(openDoorbells(queue))
      const gate = createGate()
      const { guests } = await answerRings(() => gate.opened)
      await bells.remindOutbound([ring('g1')])
      await expect.poll(guests, DEADLINE).toEqual(['g1'])
      await bells.ringOutbound([ring('g1')])
      await bells.remindOutbound([ring('g1')])
      gate.open()
      await expect.poll(guests, DEADLINE).toEqual(['g1', 'g1'])
    })

    test('of staff overtake all others, and the agent what is automatic', async () => {
      const bells = await opened(openDoorbells(queue))
      const kinds: OutboundKind[] = ['welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply']
      for (const [index, kind] of kinds.entries()) await bells.ringOutbound([ring(`g${index}`, kind)])
      // A ring that waits for the same guest doesn't hold it back.
      await bells.ringOutbound([ring('g0', 'staff_reply')])
      const { answered } = await answerRings(undefined, { concurrency: 1 })
      await expect
        .poll(() => answered.map((one) => one.ring.kind), DEADLINE)
        .toEqual(['staff_reply', 'staff_reply', 'agent_reply', 'welcome', 'auto_reply', 'goodbye'])
    })

    test('keep to the pace of their line, those that were kept back included', async () => {
      const controls = await opened(openLineControls(queue))
      const bells = await opened(openDoorbells(queue))
      await controls.setPace('default', 200)
      let again = 2
      const { answered, guests } = await answerRings(async () => {
        // Rings during an answer, as the sender does while the guest has more to get.
        if (again-- > 0) await bells.ringOutbound([ring('g1')])
      })
      await bells.ringOutbound([ring('g1'), ring('g2'), ring('g3', 'staff_reply')])
      await expect.poll(guests, DEADLINE).toHaveLength(4)
      expect(guests()[0]).toBe('g3')
      const gaps = answered.slice(1).map(({ at }, index) => at - (answered[index]?.at ?? 0))
      // Less the jitter of two clocks.
      expect(Math.min(...gaps)).toBeGreaterThan(150)

      await controls.setPace('default', 0)
      await bells.ringOutbound(Array.from({ length: 50 }, (_, index) => ring(`n${index}`)))
      await expect.poll(() => guests().length, DEADLINE).toBe(54)
    })

    test('wait while their line is paused, and no other line does', async () => {
      const controls = await opened(openLineControls(queue))
      const bells = await opened(openDoorbells(queue))
      await controls.pause('default')
      const [paused, other] = [await answerRings(), await answerRings(undefined, { line: 'second' })]
      await bells.ringOutbound([ring('g1'), ring('g2', 'auto_reply', 'second')])
      await expect.poll(other.guests, DEADLINE).toEqual(['g2'])
      expect(paused.guests()).toEqual([])
      await controls.resume('default')
      await expect.poll(paused.guests, DEADLINE).toEqual(['g1'])
    })

    test('are forgotten when their answer fails, so that the sweep can ring again', async () => {
      const bells = await opened(openDoorbells(queue))
      let broken = true
      const { guests } = await answerRings(async () => {
        if (broken) throw new Error('broken')
      })
      await bells.ringOutbound([ring('g1')])
      await expect.poll(guests, DEADLINE).toEqual(['g1'])
      broken = false
      await expect
        .poll(async () => {
          await bells.ringOutbound([ring('g1')])
          return guests().length
        }, DEADLINE)
        .toBeGreaterThan(1)
    })
  })

  describe('of the agent', () => {
    test('wait once per session, also while its job backs off', async () => {
      const bells = await opened(openDoorbells(queue))
      const failing = createGate()
      const answered = await answerAgents(async ({ attempt }) => {
        if (attempt === 1) {
          await failing.opened
          throw new Error('not now')
        }
      })
      await bells.ringAgent(['s1', 's1'])
      await expect.poll(() => answered, DEADLINE).toHaveLength(1)
      await bells.ringAgent(['s1'])
      failing.open()
      await expect.poll(() => answered, DEADLINE).toHaveLength(2)
      await bells.ringAgent(['s2'])
      await expect.poll(() => answered, DEADLINE).toHaveLength(3)
      expect(answered).toEqual([
        { sessionId: 's1', attempt: 1 },
        { sessionId: 's1', attempt: 2 },
        { sessionId: 's2', attempt: 1 },
      ])
    })

    test('ring twelve times in all for a session whose agent cannot be created', async () => {
      const bells = await opened(openDoorbells(queue))
      const answered = await answerAgents(async () => {
        throw new Error('never')
      })
      await bells.ringAgent(['s1'])
      await expect.poll(() => answered, DEADLINE).toHaveLength(12)
      // The job has failed for good when a new ring begins anew.
      await expect
        .poll(async () => {
          await bells.ringAgent(['s1'])
          return answered.at(-1)?.attempt
        }, DEADLINE)
        .toBeLessThan(12)
      expect(answered.slice(0, 12).map(({ attempt }) => attempt)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ])
    })

    test('spend no attempt where the worker hands back', async () => {
      const bells = await opened(openDoorbells(queue))
      const answered: AgentJob[] = []
      await opened(
        openAgentWorker({
          ...queue,
          concurrency: 1,
          backoffMs: () => 50,
          async handle(job) {
            answered.push(job)
            if (answered.length === 1) throw new HandBackError()
          },
        }),
      )
      await bells.ringAgent(['s1'])
      await expect.poll(() => answered.map(({ attempt }) => attempt), DEADLINE).toEqual([1, 1])
    })
  })

  test('tell the state of a line, which has none at first', async () => {
    const controls = await opened(openLineControls(queue))
    expect(await controls.state('default')).toEqual({ paused: false, intervalMs: 0 })
    await controls.setPace('default', 3000)
    await controls.pause('default')
    expect(await controls.state('default')).toEqual({ paused: true, intervalMs: 3000 })
    await controls.setPace('default', 0)
    await controls.resume('default')
    expect(await controls.state('default')).toEqual({ paused: false, intervalMs: 0 })
  })
})
