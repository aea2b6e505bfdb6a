import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Conversation } from './conversation.ts'
import { decide } from './decide.ts'
import type { Input, Rules } from './decision.ts'
import { NOON, guestWrote, quiet, rules, staffWrote } from './given.fixture.ts'

const MINUTE = 60_000

/** Who wrote, how long after the message before, and when in that time somebody looked whether staff are gone. */
const histories = fc.array(
  fc.record({
    who: fc.constantFrom('guest', 'guest', 'staff', 'end'),
    // Gaps right at the limits, and such that keep a session from being idle.
    gapS: fc.constantFrom(0, 1, 600, 899, 900, 901, 1799, 1800, 1801, 4000),
    lookPercents: fc.array(fc.nat(100), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 14 },
)

test('whoever looks whether staff are gone, and whenever, changes nothing of what the guest is told', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(15 * MINUTE, 30 * MINUTE), (history, manualReturnAfterMs) => {
      const outcomeOf = (inputs: readonly Input[]) => play(inputs, { ...rules, manualReturnAfterMs })
      let at = NOON
      const messages: Input[] = []
      const withLooks: Input[] = []
      for (const [index, { who, gapS, lookPercents }] of history.entries()) {
        const from = at
        for (const percent of lookPercents.toSorted((a, b) => a - b)) {
          withLooks.push({ type: 'staff-silence', at: from + percent * gapS * 10 })
        }
        at += gapS * 1000
        const id = { newSessionId: `session-${index}` }
        const message =
          who === 'staff' ? staffWrote(at, id) : guestWrote(who === 'end' ? '/end' : 'hello', at, id)
        messages.push(message)
        withLooks.push(message)
      }
      const last: Input = { type: 'staff-silence', at }
      expect(outcomeOf([...withLooks, last])).toEqual(outcomeOf([...messages, last]))
    }),
    { numRuns: 1_000 },
  )
})

/** All that was said, in its order, and the session that is left; whether it has an agent already doesn't count. */
function play(inputs: readonly Input[], withRules: Rules) {
  let state: Conversation = quiet
  const said: string[] = []
  for (const input of inputs) {
    const { effects, state: next } = decide(state, input, withRules)
    for (const effect of effects) if ('text' in effect) said.push(`${effect.sessionId} ${effect.kind}`)
    state = next
  }
  const endings = state.terminated.map(({ id, endReason }) => `${id} ${endReason}`)
  return { said, endings, open: state.open === null ? null : { ...state.open, agentStatus: null } }
}
