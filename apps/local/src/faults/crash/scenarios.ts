import { API_FAULTS, type Engine } from '@bellhop/gateways/waha/simulator'

/** What somebody does. Each step begins when all that follows from the one before is done. */
export type Step =
  | { type: 'guest-writes'; text: string; minutesAgo?: number; copies?: number }
  | { type: 'staff-write'; on: 'console' | 'phone'; text: string }
  | { type: 'line'; is: 'paused' | 'resumed' }
  /** The next text leaves, and WAHA's answer does not come. */
  | { type: 'lose-answer'; fault: (typeof API_FAULTS)['dropsAnswer' | 'sendsAndFails'] }

export interface Scenario {
  name: string
  engine: Engine
  /** Before anything is broken. */
  before: readonly Step[]
  /** While it is. */
  steps: readonly Step[]
}

const LONG_AGO_MIN = 45

const hello: Step = { type: 'guest-writes', text: 'canary says hello' }
const question: Step = { type: 'guest-writes', text: 'canary asks for towels' }
const pause: Step = { type: 'line', is: 'paused' }
const resume: Step = { type: 'line', is: 'resumed' }

export const SCENARIOS: readonly Scenario[] = [
  { name: 'first message', engine: 'NOWEB', before: [], steps: [hello] },
  { name: 'follow-up', engine: 'NOWEB', before: [hello], steps: [question] },
  {
    name: 'rotation',
    engine: 'NOWEB',
    before: [{ type: 'guest-writes', text: 'canary was here before', minutesAgo: LONG_AGO_MIN }],
    steps: [hello],
  },
  {
    name: 'duplicate',
    engine: 'NOWEB',
    before: [hello],
    steps: [{ type: 'guest-writes', text: 'canary repeats itself', copies: 3 }],
  },
  {
    name: 'takeover in the console',
    engine: 'NOWEB',
    before: [pause, hello],
    steps: [{ type: 'staff-write', on: 'console', text: 'canary is answered by staff' }, resume, question],
  },
  {
    name: 'takeover on the phone',
    engine: 'NOWEB',
    before: [pause, hello],
    steps: [{ type: 'staff-write', on: 'phone', text: 'canary is answered from a phone' }, resume],
  },
  {
    name: '/end',
    engine: 'NOWEB',
    before: [hello],
    steps: [{ type: 'guest-writes', text: '/end' }],
  },
  {
    name: 'send with unknown outcome',
    engine: 'NOWEB',
    before: [hello],
    steps: [{ type: 'lose-answer', fault: API_FAULTS.dropsAnswer }, question],
  },
  {
    name: 'send with unknown outcome, ids by WAHA',
    engine: 'WEBJS',
    before: [hello],
    steps: [{ type: 'lose-answer', fault: API_FAULTS.dropsAnswer }, question],
  },
]
