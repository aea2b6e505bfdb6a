import type { Mutant } from '../mutant.ts'

const GUEST = 'packages/core/src/decide-guest-message.ts'
const DECIDE = 'packages/core/src/decide.test.ts'
const SILENCE = 'packages/core/src/staff-silence.test.ts'

/** Who is answered, by whom, how often and in which order. */
export const replyMutants: readonly Mutant[] = [
  {
    name: 'welcome-first',
    invariant: 'I6',
    guard: 'the welcome comes before the auto-reply',
    changes: [
      [
        GUEST,
        "effects: [...effects, { type: 'send-auto-reply', kind: 'auto_reply', sessionId: open.id, text }]",
        "effects: [{ type: 'send-auto-reply', kind: 'auto_reply', sessionId: open.id, text }, ...effects]",
      ],
    ],
    by: [DECIDE, 'belongs to the session and is answered, the first one after the welcome'],
  },
  {
    name: 'welcomed-once',
    invariant: 'I4',
    guard: 'a session that has its welcome gets no other',
    changes: [[GUEST, 'isOldReplay || open.welcomed || open.mode', 'isOldReplay || open.mode']],
    by: [DECIDE, 'gets no second welcome in a session that has one'],
  },
  {
    name: 'replay-silent',
    invariant: 'I4',
    guard: 'what a check-in brings in is not answered',
    changes: [
      [GUEST, "if (input.replay !== 'no' || rules.autoReply === 'off')", "if (rules.autoReply === 'off')"],
    ],
    by: [DECIDE, 'is applied with no reply but one welcome'],
  },
  {
    name: 'stale-answered-once',
    invariant: 'I5',
    guard: 'a stale backlog is answered once',
    changes: [[GUEST, 'return input.isLast && !wasAnswered', 'return !wasAnswered || input.isLast']],
    by: [DECIDE, 'is not answered again while that answer is young'],
  },
  {
    name: 'staffs-turn',
    invariant: 'I5',
    guard: 'while staff have the session nobody else answers',
    changes: [[GUEST, '  if (isStaffsTurn(open, input.sentAt, rules)) return false\n', '']],
    by: [DECIDE, 'a guest is not answered'],
  },
  {
    name: 'staff-at-30-00',
    invariant: 'I5',
    guard: 'at exactly 30:00 of silence it is still staff’s',
    changes: [
      [
        'packages/core/src/staff-silence.ts',
        'at - (staffActiveAt ?? lastActivityAt) <= limit',
        'at - (staffActiveAt ?? lastActivityAt) < limit',
      ],
    ],
    by: [SILENCE, 'is still theirs at exactly 30 minutes'],
  },
  {
    name: 'agent-while-manual',
    invariant: 'I5',
    guard: 'an agent’s reply is refused while staff have the session',
    changes: [
      [
        'packages/core/src/decide-hotel.ts',
        "  if (open.mode === 'manual') return refuse(state, 'manual')\n",
        '',
      ],
    ],
    by: [DECIDE, 's reply while manual is refused'],
  },
]
