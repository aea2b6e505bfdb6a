export type Urgency = 'calm' | 'soon' | 'late'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** How near a guest's wait is to the hotel's target: from half of it on it is soon, at it it is late. */
export function urgencyOf(waitMs: number, targetMs: number): Urgency {
  if (waitMs >= targetMs) return 'late'
  return waitMs >= targetMs / 2 ? 'soon' : 'calm'
}

/** A wait in its largest unit, as it fits into a row. Below a minute it is 0 minutes. */
export function inLargestUnit(waitMs: number): { unit: 'minute' | 'hour' | 'day'; value: number } {
  if (waitMs >= DAY) return { unit: 'day', value: Math.floor(waitMs / DAY) }
  if (waitMs >= HOUR) return { unit: 'hour', value: Math.floor(waitMs / HOUR) }
  return { unit: 'minute', value: Math.max(0, Math.floor(waitMs / MINUTE)) }
}
