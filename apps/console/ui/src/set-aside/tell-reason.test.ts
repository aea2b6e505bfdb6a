import { expect, test } from 'vitest'

import { tellReason } from './tell-reason.ts'
import { SET_ASIDE_WORDS } from './words.ts'

test.for([
  ['malformed JSON', 'It is no JSON.'],
  ['envelope', 'It is no event of WAHA.'],
  ['envelope.session', 'The field envelope.session is missing, or is not what it should be.'],
  ['unknown line', 'It is of a line that WAHA_LINES does not name.'],
  [
    'payload.reaction.messageId',
    'The field payload.reaction.messageId is missing, or is not what it should be.',
  ],
  ['nobody needs it: group', 'It can be read now, and nobody needs it: group.'],
  ['job stalled more than allowable limit', 'job stalled more than allowable limit'],
  ['constructor', 'constructor'],
] as const)('an event that was not read for %s says so in words', ([reason, words]) => {
  expect(tellReason(reason, SET_ASIDE_WORDS.en)).toBe(words)
})
