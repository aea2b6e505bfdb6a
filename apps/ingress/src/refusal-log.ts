import type { Logger } from '@bellhop/runtime'
import type { Refusal } from './outcome.ts'

const PERIOD_MS = 1_000

/** A line for the first refusal of a kind, then one a second for all that followed: a line for each would cost more than the refusal. */
export function createRefusalLog(log: Pick<Logger, 'warn'>): (reason: Refusal) => void {
  /** Of the reasons that had a line within the last second: how many have come since. */
  const untold = new Map<Refusal, number>()

  function tell(reason: Refusal, count: number): void {
    log.warn({ fate: 'refused', reason, count }, 'webhooks refused')
    untold.set(reason, 0)
    setTimeout(() => {
      const more = untold.get(reason) ?? 0
      untold.delete(reason)
      if (more > 0) tell(reason, more)
    }, PERIOD_MS).unref()
  }

  return (reason) => {
    const since = untold.get(reason)
    if (since === undefined) tell(reason, 1)
    else untold.set(reason, since + 1)
  }
}
