import type { Dependency } from './dependencies.ts'
import type { Look } from './look-from-outside.ts'
import type { Posted } from './write-through.ts'

/** On the clock of the run: from the first fault until all was well again. */
export interface Outage {
  from: number
  to: number
}

const ANSWER_MAX_MS = 2_000
/** From the fault to the first look that must name it, and from its end to the first that must be ready. */
const SETTLE_MS = 5_000
/** Between the two kinds of being away the server is there for a moment. */
const CHANGE_MS = 3_000

/** Whether each webhook was answered, in time, with what WAHA understands. */
export function judgeAnswers(posted: readonly Posted[]): string[] {
  return posted.flatMap(({ id, answers }) =>
    answers.flatMap(({ at, tookMs, status, hasRetryAfter }) => {
      const when = `${id} at ${seconds(at)}`
      if (status === null) return [`${when} has no answer`]
      if (tookMs > ANSWER_MAX_MS) return [`${when} was answered after ${seconds(tookMs)}`]
      if (status === 200 || (status === 503 && hasRetryAfter)) return []
      return [`${when} was answered ${status}`]
    }),
  )
}

/** Whether each app lived, told what it lacks and nothing else, and showed its figures. */
export function judgeLooks(
  looks: readonly Look[],
  { from, to }: Outage,
  { named }: Pick<Dependency, 'named'>,
): string[] {
  const change = (from + to) / 2
  return looks.flatMap(({ app, path, at, tookMs, status, body }) => {
    const where = `${app} ${path} at ${seconds(at)}`
    if (status === null || tookMs > ANSWER_MAX_MS) return [`${where}: no answer in time`]
    if (path !== '/readyz') return status === 200 ? [] : [`${where}: ${status}`]

    const lacking = named[app]
    const isAway = at > from + SETTLE_MS && at < to - ANSWER_MAX_MS && Math.abs(at - change) > CHANGE_MS
    // Before, three other hotels are just being opened on the same machine.
    const isBack = at > to + SETTLE_MS
    if (lacking === null || isBack) return status === 200 ? [] : [`${where}: not ready`]
    if (!isAway) return []
    return status === 503 && body.includes(`"${lacking}"`) ? [] : [`${where}: does not name ${lacking}`]
  })
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
