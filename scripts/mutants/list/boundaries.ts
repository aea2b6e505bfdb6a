import type { Mutant } from '../mutant.ts'

const SESSION = 'packages/core/src/session.ts'
const CONVERSATION = 'packages/core/src/conversation.ts'
const GUEST = 'packages/core/src/decide-guest-message.ts'
const DECIDE = 'packages/core/src/decide.test.ts'

/** The boundaries of sessions follow event time (I5). */
export const boundaryMutants: readonly Mutant[] = [
  {
    name: 'idle-at-30-00',
    invariant: 'I5',
    guard: 'at exactly 30:00 it is the same session',
    changes: [
      [SESSION, 'at - session.lastActivityAt > idleLimitMs', 'at - session.lastActivityAt >= idleLimitMs'],
    ],
    by: [DECIDE, 'is still the same session, without a welcome'],
  },
  {
    name: 'never-idle',
    invariant: 'I5',
    guard: 'after 30:00 it is another session',
    changes: [
      [SESSION, 'at - session.lastActivityAt > idleLimitMs', 'at - session.lastActivityAt > 2 * idleLimitMs'],
    ],
    by: [DECIDE, 'starts over with a welcome after more than 30 minutes'],
  },
  {
    name: 'activity-moves-back',
    invariant: 'I5',
    guard: 'a late message does not age a session',
    changes: [[SESSION, 'Math.max(session.lastActivityAt, at)', 'at']],
    by: [DECIDE, 'is not one in the very second of the newest word, which stays the newest'],
  },
  {
    name: 'end-of-expired',
    invariant: 'I5',
    guard: 'an expired session ended when it became idle',
    changes: [[SESSION, 'session.lastActivityAt + idleLimitMs', 'session.lastActivityAt']],
    by: [DECIDE, 'starts over with a welcome after more than 30 minutes'],
  },
  {
    name: 'late-in-the-second',
    invariant: 'I5',
    guard: 'the same second is not late',
    changes: [
      [
        CONVERSATION,
        'open !== null && at < secondOf(open.lastActivityAt)',
        'open !== null && at <= secondOf(open.lastActivityAt)',
      ],
    ],
    by: [DECIDE, 'is not an /end in the second of an agent’s word'],
  },
  {
    name: 'late-at-the-end',
    invariant: 'I5',
    guard: 'what came at the end by staff is late',
    changes: [
      [
        CONVERSATION,
        "endReason === 'checked_out') && at <= endedAt)",
        "endReason === 'checked_out') && at < endedAt)",
      ],
    ],
    by: [DECIDE, 'is also what came at or before the end by'],
  },
  {
    name: 'late-before-open',
    invariant: 'I5',
    guard: 'up to the limit before it a late message is of the open session',
    changes: [
      [
        GUEST,
        'open !== null && input.sentAt >= open.startedAt - rules.idleLimitMs',
        'open !== null && input.sentAt > open.startedAt - rules.idleLimitMs',
      ],
    ],
    by: [DECIDE, 'belongs to the open session, is answered'],
  },
  {
    name: 'late-covered',
    invariant: 'I5',
    guard: 'a late message belongs to the session that covers it',
    changes: [[CONVERSATION, 'startedAt <= at && at <= endedAt)', 'startedAt < at && at < endedAt)']],
    by: [DECIDE, 'is filed in the terminated session that covers it'],
  },
  {
    name: 'check-in-over',
    invariant: 'I5',
    guard: 'a stay that is over covers nothing after it',
    changes: [[CONVERSATION, '(checkedInAt <= at && at <= checkedOutAt)', 'checkedInAt <= at']],
    by: [DECIDE, 'one that is over does not count'],
  },
  {
    name: 'time-ahead',
    invariant: 'I5',
    guard: 'a time ahead of its event is not believed',
    changes: [
      [
        'packages/core/src/event-time.ts',
        'event !== null && sent > event + AHEAD_MAX_MS ? event : sent',
        'sent',
      ],
    ],
    by: ['packages/core/src/event-time.test.ts', 'may be 5 minutes ahead of the event, and no more'],
  },
]
