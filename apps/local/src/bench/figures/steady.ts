import type { Talk } from '../world/talk.ts'

/** Of what is offered in the second half: so much may the backlog grow by, for the noise of the machine. */
const GROWTH_MAX = 0.05

/** How many messages were due and not answered at that moment. */
export function backlogAt({ dueMs, repliedMs }: Talk, moment: number): number {
  const count = (times: readonly number[]) => times.filter((time) => time <= moment).length
  return count(dueMs) - count(repliedMs)
}

/** Whether the backlog has stopped growing: a pipeline that just begins may have some, one that can't follow has ever more. */
export function isSteady(talk: Talk, durationMs: number): boolean {
  const offered = talk.dueMs.filter((due) => due > durationMs / 2).length
  const grown = backlogAt(talk, durationMs) - backlogAt(talk, durationMs / 2)
  return grown <= offered * GROWTH_MAX
}

export interface SteadySearch {
  /** A rate that surely can be kept, and one that surely can't. */
  from: number
  to: number
  /** How often it may be tried. */
  triesMax: number
}

/** The largest rate that was seen to be kept, by halves. `from` if none was. */
export async function searchSteadyRate(
  { from, to, triesMax }: SteadySearch,
  isKept: (perSecond: number) => Promise<boolean>,
): Promise<number> {
  let [kept, missed] = [from, to]
  for (let tried = 0; tried < triesMax; tried += 1) {
    const rate = (kept + missed) / 2
    if (await isKept(rate)) kept = rate
    else missed = rate
  }
  return kept
}
