import type { Session, Step } from '../contract.ts'
import type { Words } from '../language/words.ts'
import { reasonOf } from './reason-of.ts'

/** One step of a message's way, in words: what happened, how, and why. `clock` tells the time of a day. */
export function tellStep(step: Step, words: Words, clock: (at: string) => string): string {
  const { story } = words
  const { line, attempts, resends, until, error, reason } = step.facts
  const how = [
    typeof line === 'string' && story.line(line),
    isSome(attempts) && !isFirstTry(step) && story.attempts(attempts),
    isSome(resends) && story.resends(resends),
    typeof until === 'string' && story.notBefore(clock(until)),
  ].filter((part) => part !== false)
  const why = [
    typeof error === 'string' && reasonOf(error, words),
    typeof reason === 'string' && (story.unmatched[reason] ?? reason),
  ].filter((part) => part !== false)
  return [[tellWhat(step, words), ...how].join(', '), ...why].join(': ')
}

function tellWhat({ step, facts }: Step, { story }: Words): string {
  switch (step) {
    case 'session_opened':
      if (facts['before_id'] === null) return story.opened.first
      return story.opened[(facts['before_ended'] ?? 'other') as NonNullable<Session['end_reason']> | 'other']
    case 'agent':
      return story.agents[facts['status'] as NonNullable<Session['agent_status']>]
    case 'ack':
      return story.acks[String(facts['ack'])] ?? String(facts['ack'])
    default:
      return story.steps[step]
  }
}

/** To be taken once is what every message is. */
function isFirstTry({ step, facts }: Step): boolean {
  return step === 'claimed' && facts['attempts'] === 1
}

/** A count that is worth telling. */
function isSome(count: string | number | null | undefined): count is number {
  return typeof count === 'number' && count > 0
}
