import { expect, test } from 'vitest'

import type { Session } from '../contract.ts'
import { effectOfReply } from './effect-of-reply.ts'

const OPEN = { status: 'open', idle: false, mode: 'manual', operator: null } as Session
const PUTRI = { id: 'putri', display_name: 'Putri' }

test.for([
  ['ends nothing of a session that staff have', OPEN, null],
  ['goes on in that of whoever writes', { ...OPEN, operator: { ...PUTRI, id: 'me' } }, null],
  ['takes it from a colleague', { ...OPEN, operator: PUTRI }, 'colleague'],
  ['takes it from the agent', { ...OPEN, mode: 'agent' }, 'agent'],
  ['opens another one after a long silence', { ...OPEN, idle: true, operator: PUTRI }, 'idle'],
  ['opens another one after the end', { ...OPEN, status: 'terminated' }, 'terminated'],
] as [string, Session, string | null][])('a reply %s', ([, session, effect]) => {
  expect(effectOfReply(session, 'me')).toBe(effect)
})
