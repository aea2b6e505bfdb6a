import type { Change, Mutant } from '../mutant.ts'

const INIT = 'prisma/migrations/20261122000000_init/migration.sql'
const INVARIANTS = 'prisma/migrations/20261122000100_invariants/migration.sql'
const DATABASE = 'packages/store/test/invariants.test.ts'
const WORKER = 'apps/worker/test/worker.test.ts'

/** The index stays, and refuses nothing. */
const notUnique = (file: string, name: string): Change => [
  file,
  `CREATE UNIQUE INDEX "${name}"`,
  `CREATE INDEX "${name}"`,
]

export const constraintMutants: readonly Mutant[] = [
  {
    name: 'message-key',
    invariant: 'I2',
    guard: 'unique (line, from_me, whatsapp_id)',
    changes: [
      notUnique(INIT, 'messages_line_from_me_whatsapp_id_key'),
      [
        'packages/store/src/insert-messages.ts',
        'ON CONFLICT (line, from_me, whatsapp_id) DO NOTHING',
        'ON CONFLICT DO NOTHING',
      ],
    ],
    by: [WORKER, 'changes nothing when every event comes once more'],
  },
  {
    name: 'update-key',
    invariant: 'I1',
    guard: 'unique event_key of message_events',
    changes: [
      notUnique(INIT, 'message_events_event_key_key'),
      [
        'packages/store/src/insert-updates.ts',
        'ON CONFLICT (event_key) DO NOTHING',
        'ON CONFLICT DO NOTHING',
      ],
    ],
    by: [WORKER, 'changes nothing when every event comes once more'],
  },
  {
    name: 'quarantine-key',
    invariant: 'I1',
    guard: 'unique event_key of quarantined_events',
    changes: [
      notUnique(INIT, 'quarantined_events_event_key_key'),
      [
        'packages/store/src/insert-quarantined.ts',
        'ON CONFLICT (event_key) DO NOTHING',
        'ON CONFLICT DO NOTHING',
      ],
    ],
    by: [WORKER, 'changes nothing when every event comes once more'],
  },
  {
    name: 'idempotency-key-index',
    invariant: 'I2',
    guard: 'unique idempotency_key',
    changes: [
      [
        'prisma/migrations/20261129000810_messages_idempotency/migration.sql',
        'CREATE UNIQUE INDEX CONCURRENTLY',
        'CREATE INDEX CONCURRENTLY',
      ],
    ],
    by: [DATABASE, 'holds each reply of the console once'],
  },
  {
    name: 'open-session-index',
    invariant: 'I3',
    guard: 'one open session: a partial unique index',
    changes: [notUnique(INVARIANTS, 'sessions_one_open_key')],
    by: [DATABASE, 'holds one open session per guest and line'],
  },
  {
    name: 'open-session-any-line',
    invariant: 'I3',
    guard: 'one open session: for each line',
    changes: [
      [
        INVARIANTS,
        '"sessions"("guest_id", "line") WHERE "status"',
        '"sessions"("guest_id", "id") WHERE "status"',
      ],
    ],
    by: [DATABASE, 'holds one open session per guest and line'],
  },
  {
    name: 'welcome-index',
    invariant: 'I4',
    guard: 'one welcome: a partial unique index',
    changes: [notUnique(INVARIANTS, 'messages_one_welcome_key')],
    by: [DATABASE, 'holds one welcome per session'],
  },
  {
    name: 'sending-index',
    invariant: 'I6',
    guard: 'one in flight: a partial unique index',
    changes: [notUnique(INVARIANTS, 'messages_one_sending_key')],
    by: ['packages/store/test/outbox.test.ts', 'is refused as busy while another message of that guest'],
  },
  {
    name: 'claim-check',
    invariant: 'I7',
    guard: 'in flight with token and time: a check',
    changes: [[INVARIANTS, '"status" <> \'sending\' OR (', '"status" IS NOT NULL OR (']],
    by: [DATABASE, 'refuses a message in flight that nobody claimed'],
  },
  {
    name: 'session-end-check',
    invariant: 'I3',
    guard: 'an end exactly when terminated: a check',
    changes: [
      [INVARIANTS, 'WHEN \'open\' THEN "ended_at" IS NULL AND "end_reason" IS NULL', "WHEN 'open' THEN true"],
    ],
    by: [DATABASE, 'an open session with an end'],
  },
  {
    name: 'stay-index',
    invariant: 'I3',
    guard: 'one active stay in a room: a partial unique index',
    changes: [notUnique(INVARIANTS, 'check_ins_one_active_key')],
    by: [DATABASE, 'holds one active stay of a guest in a room'],
  },
]
