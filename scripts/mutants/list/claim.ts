import type { Mutant } from '../mutant.ts'

const CLAIM = 'packages/store/src/claim-outbound.ts'
const OUTBOX = 'packages/store/test/outbox.test.ts'
const TOGETHER = 'packages/store/test/outbox-together.test.ts'
const OWN_IDS = 'packages/store/test/own-ids.test.ts'
const DELIVERY = 'packages/core/src/delivery.ts'
const DELIVERY_TEST = 'packages/core/src/delivery.test.ts'

/** A message leaves when it may, as it was seen, once and in order (I6, I7). */
export const claimMutants: readonly Mutant[] = [
  {
    name: 'claim-status',
    invariant: 'I7',
    guard: 'only what waits is claimed',
    changes: [[CLAIM, "AND m.status = 'pending' AND m.attempts", 'AND m.attempts']],
    by: [OUTBOX, 'is refused while the message may have left'],
  },
  {
    name: 'claim-attempts',
    invariant: 'I7',
    guard: 'nobody has tried it since it was seen',
    changes: [[CLAIM, ' AND m.attempts = w.attempts', '']],
    by: [OUTBOX, 'is refused to one who saw the message before the attempt of another'],
  },
  {
    name: 'claim-due',
    invariant: 'I10',
    guard: 'it is due',
    changes: [
      [
        CLAIM,
        '      AND (m.next_attempt_at IS NULL OR m.next_attempt_at <= clock_timestamp())\n      AND m.id = (',
        '      AND m.id = (',
      ],
    ],
    by: [OUTBOX, 'is refused before the message is due'],
  },
  {
    name: 'claim-oldest',
    invariant: 'I6',
    guard: 'it is the oldest of its guest',
    changes: [[CLAIM, 'ORDER BY m.seq LIMIT 1', 'ORDER BY m.id = w.id DESC LIMIT 1']],
    by: [OWN_IDS, 'lets nothing overtake it that was seen before'],
  },
  {
    name: 'claim-takeover-waiting',
    invariant: 'I7',
    guard: 'no words of staff wait to take the session over',
    changes: [
      [
        CLAIM,
        '      AND NOT (m.kind = ANY(${YIELDING_KINDS}::message_kind[]) AND ${isTakeoverWaiting})\n',
        '',
      ],
    ],
    by: [OUTBOX, 'is refused when staff wrote on the phone after the message was read'],
  },
  {
    name: 'claim-pause',
    invariant: 'I7',
    guard: 'the line is not paused',
    changes: [
      [
        CLAIM,
        '      AND NOT EXISTS (SELECT FROM lines l WHERE l.line = m.line AND l.paused_by IS NOT NULL)\n',
        '',
      ],
    ],
    by: [OUTBOX, 'is refused while the line is paused'],
  },
  {
    name: 'claim-session',
    invariant: 'I7',
    guard: 'the session is still open',
    changes: [[CLAIM, 'AND s.status = w.session_status::session_status\n          AND s.mode', 'AND s.mode']],
    by: [OUTBOX, 'is refused when the session was rotated after the message was read'],
  },
  {
    name: 'claim-mode',
    invariant: 'I7',
    guard: 'the session is still the agent’s',
    changes: [[CLAIM, '\n          AND s.mode = w.session_mode::session_mode\n', '\n']],
    by: [OUTBOX, 'is refused when staff took the session over'],
  },
  {
    name: 'claim-own-id',
    invariant: 'I7',
    guard: 'a message keeps its own id across attempts',
    changes: [[CLAIM, 'whatsapp_id = coalesce(m.whatsapp_id, w.own_id)', 'whatsapp_id = w.own_id']],
    by: [OWN_IDS, 'keeps the id of an attempt before'],
  },
  {
    name: 'claim-waits-for-nobody',
    invariant: 'I12',
    guard: 'a message that somebody has keeps no other guest waiting',
    changes: [[CLAIM, 'FOR UPDATE OF m SKIP LOCKED', 'FOR UPDATE OF m']],
    by: [TOGETHER, 'wait for nobody who has a message'],
  },
  {
    name: 'claim-has-next',
    invariant: 'I9',
    guard: 'a message behind the one that leaves is not forgotten',
    changes: [[CLAIM, 'hasNext: has_next', 'hasNext: has_next && false']],
    by: ['apps/sender/test/deliver.test.ts', 'on a single ring for the later one'],
  },
  {
    name: 'cancel-only-waiting',
    invariant: 'I7',
    guard: 'what was claimed is not dropped',
    changes: [
      [
        CLAIM,
        "WHERE id = ${id}::uuid AND status = 'pending'`\n  return cancelled > 0",
        'WHERE id = ${id}::uuid`\n  return cancelled > 0',
      ],
    ],
    by: [OUTBOX, 'keeps the message from being dropped'],
  },
  {
    name: 'hold-in-flight',
    invariant: 'I6',
    guard: 'one in flight holds the next',
    changes: [[DELIVERY, "  if (head.status === 'sending') return hold('in_flight')\n", '']],
    by: [DELIVERY_TEST, 'keeps the guest waiting while it is in flight'],
  },
  {
    name: 'hold-unknown',
    invariant: 'I6',
    guard: 'one that may have left holds the next',
    changes: [[DELIVERY, "  if (head.status === 'unknown') return hold('unknown')\n", '']],
    by: [DELIVERY_TEST, 'keeps the guest waiting while nobody knows whether it left'],
  },
  {
    name: 'hold-ten-minutes',
    invariant: 'I6',
    guard: 'one that may have left holds the next for ten minutes',
    changes: [[DELIVERY, 'UNKNOWN_HOLD_MS = 10 * 60_000', 'UNKNOWN_HOLD_MS = 60_000']],
    by: [OUTBOX, 'stays the one in flight, and the one that may have left for ten minutes'],
  },
  {
    name: 'stale-dropped',
    invariant: 'I5',
    guard: 'a stale automatic reply is dropped',
    changes: [[DELIVERY, "return now - createdAt > staleAfterMs ? 'stale' : null", 'return null']],
    by: [DELIVERY_TEST, 'when older than the limit'],
  },
  {
    name: 'staffs-words-kept',
    invariant: 'I5',
    guard: 'staff’s words and a goodbye are never dropped',
    changes: [[DELIVERY, '  if (!yieldsToStaff(kind)) return null\n', '']],
    by: [DELIVERY_TEST, 'is never dropped, whatever became of its session'],
  },
]
