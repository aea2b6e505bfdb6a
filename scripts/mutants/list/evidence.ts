import type { Mutant } from '../mutant.ts'

const UNCERTAIN = 'packages/store/src/uncertain.ts'
const OWN_IDS = 'packages/store/test/own-ids.test.ts'
const EVIDENCE = 'packages/core/src/reconciliation.ts'
const EVIDENCE_TEST = 'packages/core/src/reconciliation.test.ts'
const UNKNOWN_TEST = 'apps/sender/test/unknown.test.ts'

/** Where nobody knows whether a message left, evidence decides, and nothing else (I7). */
export const evidenceMutants: readonly Mutant[] = [
  {
    name: 'two-reads',
    invariant: 'I7',
    guard: 'absent is what two reads did not find',
    changes: [
      [
        EVIDENCE,
        "if (absentSince === null) return { type: 'look-again', at: now + timing.lookEveryMs, absentSince: now }",
        "if (absentSince === null) return { type: 'resend' }",
      ],
    ],
    by: [EVIDENCE_TEST, 'is absent after two reads that are half a minute apart'],
  },
  {
    name: 'two-reads-apart',
    invariant: 'I7',
    guard: 'the two reads are half a minute apart',
    changes: [
      [
        EVIDENCE,
        "  if (now < absentSince + timing.lookEveryMs) return { type: 'look-again', at, absentSince }\n",
        '',
      ],
    ],
    by: [EVIDENCE_TEST, 'is absent after two reads that are half a minute apart'],
  },
  {
    name: 'quiet-minute',
    invariant: 'I7',
    guard: 'nothing is absent within a minute',
    changes: [
      [
        EVIDENCE,
        "  if (now < quietSince + timing.absentAfterMs) return { type: 'look-again', at, absentSince: null }\n",
        '  void quietSince\n',
      ],
    ],
    by: [EVIDENCE_TEST, 'is not absent before a minute has passed'],
  },
  {
    name: 'interrupted-reads',
    invariant: 'I7',
    guard: 'the line worked between the two reads',
    changes: [
      [EVIDENCE, 'wasInterrupted(message, line) ? null : message.absentSince', 'message.absentSince'],
    ],
    by: [EVIDENCE_TEST, 'is not absent while its line was down between the reads'],
  },
  {
    name: 'resent-once',
    invariant: 'I7',
    guard: 'what is absent is sent again once',
    changes: [
      [EVIDENCE, "message.resends === 0 ? { type: 'resend' }", "message.resends >= 0 ? { type: 'resend' }"],
    ],
    by: [EVIDENCE_TEST, 'is left to staff when it is absent once more'],
  },
  {
    name: 'failed-read-decided',
    invariant: 'I7',
    guard: 'a read that failed says nothing',
    changes: [
      [
        EVIDENCE,
        "  if (evidence.type === 'unreadable') return { type: 'look-again', at, absentSince }\n",
        '',
      ],
    ],
    by: [EVIDENCE_TEST, 'is not absent because a read failed'],
  },
  {
    name: 'failed-read-told',
    invariant: 'I7',
    guard: 'a read that failed is told as one',
    changes: [
      [
        'apps/sender/src/look-up.ts',
        '      if (!(error instanceof WahaError)) throw error\n    }\n    return { messages, isWhole: false }',
        '      if (!(error instanceof WahaError)) throw error\n    }\n    return { messages, isWhole: true }',
      ],
    ],
    by: [UNKNOWN_TEST, 'is not absent because WAHA could not be asked'],
  },
  {
    name: 'own-id-held',
    invariant: 'I6',
    guard: 'sent again under its own id only while it holds its guest',
    changes: [
      [
        EVIDENCE,
        'resends < SAME_ID_RESENDS_MAX && isHeld)',
        'resends < SAME_ID_RESENDS_MAX)\n    void isHeld\n  if (hasOwnId && line.takesOwnIds && resends < SAME_ID_RESENDS_MAX)',
      ],
    ],
    by: [EVIDENCE_TEST, 'is not sent again once its guest is no longer held'],
  },
  {
    name: 'own-id-proven',
    invariant: 'I7',
    guard: 'sent again under its own id only where WAHA was seen to take it',
    changes: [['apps/sender/src/own-ids.ts', '      if (!proven.has(line)) return false\n', '']],
    by: [
      'apps/sender/src/own-ids.test.ts',
      'are trusted only on a line on which WAHA was seen to send under one',
    ],
  },
  {
    name: 'own-id-distrusted',
    invariant: 'I7',
    guard: 'a WAHA that chose another id is not trusted',
    changes: [['apps/sender/src/own-ids.ts', '    proven.delete(line)\n    answers.set', '    answers.set']],
    by: [
      'apps/sender/src/own-ids.test.ts',
      'are not trusted any more once WAHA has sent under one of its own',
    ],
  },
  {
    name: 'resend-not-overtaken',
    invariant: 'I6',
    guard: 'nothing is sent again after a later one has left',
    changes: [[UNCERTAIN, 'AND later.claimed_at > m.claimed_at AND later.seq > m.seq', 'AND later.seq < 0']],
    by: [OWN_IDS, 'is not sent again when a later one to its guest has left'],
  },
  {
    name: 'asked-by-one',
    invariant: 'I7',
    guard: 'one sender asks for a message',
    changes: [
      [UNCERTAIN, 'FOR UPDATE SKIP LOCKED', 'LIMIT ALL'],
      [UNCERTAIN, 'ORDER BY claimed_at LIMIT ${limit}::int\n', 'ORDER BY claimed_at\n'],
      [
        UNCERTAIN,
        '        AND (next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())\n',
        '        AND ${limit}::int > 0\n',
      ],
    ],
    by: [OWN_IDS, 'is taken by one who asks, and by nobody else meanwhile'],
  },
]
