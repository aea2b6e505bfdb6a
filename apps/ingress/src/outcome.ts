import type { InboundEvent } from '@bellhop/core'

/** What became of a webhook. `refused` ones are WAHA's to send again. */
export type Outcome =
  | { fate: 'accepted'; event: InboundEvent }
  | { fate: 'ignored'; reason: string }
  | { fate: 'quarantined'; event: InboundEvent; reason: string }
  | { fate: 'refused'; reason: Refusal }

export type Refusal =
  | 'too-large'
  | 'not-json'
  | 'unauthorized'
  /** The body ended before its end. */
  | 'aborted'
  /** Too much is held or being answered. */
  | 'busy'
  /** Too many events wait for the workers. */
  | 'queue-full'
  | 'queue-unavailable'

export function refused(reason: Refusal): Outcome {
  return { fate: 'refused', reason }
}
