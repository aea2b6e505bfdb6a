import { z } from 'zod'

const timelockSchema = z.object({
  isActive: z.boolean(),
  timeEnforcementEnds: z.number().nullish().catch(null),
})

/**
 * Until when WhatsApp forbids a line to write to new people, in ms: `me.reachoutTimelock`, since 2026.7. Null if it doesn't;
 * undefined if WAHA says nothing of it, or not until when.
 */
export function readTimelock(timelock: unknown): number | null | undefined {
  const read = timelockSchema.safeParse(timelock)
  if (!read.success) return undefined
  const { isActive, timeEnforcementEnds } = read.data
  if (!isActive) return null
  return timeEnforcementEnds ? timeEnforcementEnds * 1000 : undefined
}
