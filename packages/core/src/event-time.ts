const AHEAD_MAX_MS = 5 * 60_000
/** The first millisecond of the year 10000: beyond it a time is garbage, and no database takes it. */
const END_OF_TIME_MS = 253_402_300_800_000

/**
 * When a message was sent, in ms since the epoch: WhatsApp's own time (s, may be fractional) if it is positive and at most
 * 5 minutes after the time of the event that carries it (ms), else the event's. Null if neither is a time.
 */
export function messageSentAt(
  whatsappSeconds: number | null | undefined,
  eventMs: number | null | undefined,
): number | null {
  const event = plausible(eventMs ?? 0)
  const sent = plausible((whatsappSeconds ?? 0) * 1000)
  if (sent === null) return event
  return event !== null && sent > event + AHEAD_MAX_MS ? event : sent
}

function plausible(ms: number): number | null {
  const whole = Math.round(ms)
  return whole > 0 && whole < END_OF_TIME_MS ? whole : null
}
