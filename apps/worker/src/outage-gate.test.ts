import { HandBackError } from '@bellhop/queue'
import { createLogger } from '@bellhop/runtime'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createOutageGate } from './outage-gate.ts'

const log = createLogger({ name: 'test', level: 'silent' })
const away = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

/** A gate before a Postgres that is there or not, and what the gate did. */
function setUp() {
  const postgres = { isAway: false, pings: 0 }
  const did: string[] = []
  const ending = new AbortController()
  const gate = createOutageGate({
    async ping() {
      postgres.pings += 1
      if (postgres.isAway) throw away()
    },
    pause: async () => void did.push('pause'),
    resume: async () => void did.push('resume'),
    log,
    signal: ending.signal,
  })
  const work = vi.fn(async () => {
    if (postgres.isAway) throw away()
    return 'done'
  })
  return { gate, postgres, did, ending, work }
}

test('lets work through while Postgres answers', async () => {
  const { gate, did, work } = setUp()
  expect(await gate.run(work)).toBe('done')
  expect(did).toEqual([])
})

test("hands a failure that was Postgres' answer to the caller, at the first try", async () => {
  const { gate, did } = setUp()
  const refused = vi.fn(() => Promise.reject(new Error('violates a constraint')))
  await expect(gate.run(refused)).rejects.toThrow('violates a constraint')
  expect(refused).toHaveBeenCalledOnce()
  expect(did).toEqual([])
})

test('takes no jobs while Postgres is away, and does the work when it is back', async () => {
  const { gate, postgres, did, work } = setUp()
  postgres.isAway = true
  const running = gate.run(work)
  await vi.waitFor(() => expect(postgres.pings).toBeGreaterThan(1), { timeout: 10_000 })
  expect(did).toEqual(['pause'])
  expect(work).toHaveBeenCalledOnce()

  postgres.isAway = false
  expect(await running).toBe('done')
  expect(did).toEqual(['pause', 'resume'])
})

test('asks after Postgres once for all who wait, and comes back for each outage', async () => {
  const { gate, postgres, did, work } = setUp()
  for (let outage = 1; outage <= 2; outage += 1) {
    for (let lost = 0; lost < 3; lost += 1) work.mockRejectedValueOnce(away())
    expect(await Promise.all([gate.run(work), gate.run(work), gate.run(work)])).toEqual([
      'done',
      'done',
      'done',
    ])
    expect(postgres.pings).toBe(outage)
  }
  expect(did).toEqual(['pause', 'resume', 'pause', 'resume'])
})

test('hands the jobs back when the worker ends, whether they wait already or come then', async () => {
  const { gate, postgres, did, ending, work } = setUp()
  postgres.isAway = true
  const waiting = gate.run(work)
  await vi.waitFor(() => expect(did).toEqual(['pause']))
  ending.abort()
  await expect(waiting).rejects.toBeInstanceOf(HandBackError)
  await expect(gate.run(work)).rejects.toBeInstanceOf(HandBackError)
})

test('lets work that is under way end, but does not wait for ever when the worker ends', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { gate, ending } = setUp()
  const slow = gate.run(() => new Promise((resolve) => setTimeout(() => resolve('done'), 2_000)))
  const frozen = gate.run(() => new Promise(() => {})).catch((error: unknown) => error)
  ending.abort()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(await slow).toBe('done')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(await frozen).toBeInstanceOf(HandBackError)
  expect(vi.getTimerCount()).toBe(0)
})
