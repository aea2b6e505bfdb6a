import { describe, expect, test } from 'vitest'

import { messageSentAt } from './event-time.ts'

const EVENT_MS = 1_789_200_000_000
const MINUTE_S = 60

describe('the time of a message', () => {
  test("is WhatsApp's own, in ms, fractions included", () => {
    expect(messageSentAt(1_789_199_000, EVENT_MS)).toBe(1_789_199_000_000)
    expect(messageSentAt(1_710_481_111.853, EVENT_MS)).toBe(1_710_481_111_853)
  })

  test('may be hours before the event that carries it: a backlog', () => {
    expect(messageSentAt(1_789_100_000, EVENT_MS)).toBe(1_789_100_000_000)
  })

  test('may be 5 minutes ahead of the event, and no more', () => {
    const limit = EVENT_MS / 1000 + 5 * MINUTE_S
    expect(messageSentAt(limit, EVENT_MS)).toBe(limit * 1000)
    expect(messageSentAt(limit + 1, EVENT_MS)).toBe(EVENT_MS)
  })

  test.each([0, -5, null, undefined, Number.NaN])("is the event's if WhatsApp's is %s", (seconds) => {
    expect(messageSentAt(seconds, EVENT_MS)).toBe(EVENT_MS)
  })

  test("is WhatsApp's alone where the event has no time", () => {
    expect(messageSentAt(1_789_199_000, null)).toBe(1_789_199_000_000)
  })

  test('is unknown if there is no time at all, or none that could be one', () => {
    expect(messageSentAt(null, null)).toBeNull()
    expect(messageSentAt(0, -1)).toBeNull()
    expect(messageSentAt(1e18, undefined)).toBeNull()
    expect(messageSentAt(Number.POSITIVE_INFINITY, Number.NaN)).toBeNull()
  })
})
