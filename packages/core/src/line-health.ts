import type { Instant } from './session.ts'

/** What a state of WAHA's means for sending. `waits`: it may pass, and WAHA itself holds a send for as long as it lasts. */
export type LineEffect = 'works' | 'waits' | 'pauses'

const EFFECTS: Record<string, LineEffect> = { WORKING: 'works', STARTING: 'waits' }

/** WAHA sends in no other state than WORKING, so one that nobody has heard of yet pauses the line like STOPPED. */
export function lineEffect(status: string): LineEffect {
  return Object.hasOwn(EFFECTS, status) ? (EFFECTS[status] ?? 'pauses') : 'pauses'
}

/**
 * Reasons of a pause that only an answer of WAHA lifts: it refused Bellhop itself, so what its webhooks say of the line is
 * no sign that it takes calls again.
 */
export const REFUSALS: readonly string[] = ['unauthorized', 'forbidden', 'not-found']

export interface LineHealth {
  /** In WAHA's words; null before its first report. */
  status: string | null
  workingSince: Instant | null
  lastEventAt: Instant | null
}

/**
 * Whether WAHA calls the line WORKING and has had nothing to tell of it for longer than `alertMs`; null is never. A
 * connection may be dead and WAHA not know it.
 */
export function isLineSilent(line: LineHealth, now: Instant, alertMs: number | null): boolean {
  const since = heardAt(line)
  return alertMs !== null && since !== null && now - since > alertMs
}

/** When it last gave a sign of life: an event, or that it began to work. Null for a line that isn't said to work. */
function heardAt({ status, workingSince, lastEventAt }: LineHealth): Instant | null {
  if (status === null || lineEffect(status) !== 'works') return null
  if (workingSince === null) return lastEventAt
  return Math.max(workingSince, lastEventAt ?? workingSince)
}
