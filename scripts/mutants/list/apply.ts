import type { Mutant } from '../mutant.ts'

const SAVE = 'packages/store/src/save-decisions.ts'
const LOAD = 'packages/store/src/load-waiting.ts'
const WAITING = 'packages/store/src/waiting-messages.ts'
const APPLIER = 'apps/worker/src/applier.ts'
const WORKER = 'apps/worker/test/worker.test.ts'
const STORE_EVENTS = 'packages/store/test/store-events.test.ts'
const BATCHER = 'packages/queue/src/batcher.ts'
const INBOUND = 'packages/queue/src/inbound-worker.ts'

/** What is stored gets its effects once, in order, whole or not at all; what can't is set aside. */
export const applyMutants: readonly Mutant[] = [
  {
    name: 'replies-ordered',
    invariant: 'I6',
    guard: 'replies are numbered in the order of their effects',
    changes: [[SAVE, 'ORDER BY r.ordinality', 'ORDER BY r.ordinality DESC']],
    by: [WORKER, 'stores a message as it came, and gives it its session'],
  },
  {
    name: 'arrivals-ordered',
    invariant: 'I9',
    guard: 'messages are numbered as they came',
    changes: [
      ['packages/store/src/insert-messages.ts', 'ORDER BY given.ordinality', 'ORDER BY given.whatsapp_id'],
    ],
    by: [STORE_EVENTS, 'messages are numbered in the order of their arrival'],
  },
  {
    name: 'written-order',
    invariant: 'I9',
    guard: 'what waits is read by (sent_at, seq)',
    changes: [[LOAD, ') ORDER BY key, line, sent_at, seq)', ') ORDER BY key, line, seq)']],
    by: [STORE_EVENTS, 'comes in the order in which it was written'],
  },
  {
    name: 'backlog-hold',
    invariant: 'I5',
    guard: 'a backlog settles before it is applied',
    changes: [[LOAD, 'AND (held_until IS NULL OR held_until <= clock_timestamp())', '']],
    by: [STORE_EVENTS, 'is held on the line where a backlog settles'],
  },
  {
    name: 'ended-before-open',
    invariant: 'I3',
    guard: 'ended sessions are saved before the new one',
    changes: [
      [
        SAVE,
        "Number(a.session.status === 'open') - Number(b.session.status === 'open')",
        "Number(b.session.status === 'open') - Number(a.session.status === 'open')",
      ],
    ],
    by: ['apps/worker/test/apply-failures.test.ts', 'rotates its session in one go'],
  },
  {
    name: 'cancel-in-takeover',
    invariant: 'I7',
    guard: 'a takeover cancels what is unsent',
    changes: [[SAVE, '    ...about(changes.flatMap(cancelsOf), cancelUnsent),\n', '']],
    by: ['apps/console/test/api.test.ts', 'loses what was not sent yet when it is taken over'],
  },
  {
    name: 'apply-one-by-one',
    invariant: 'I8',
    guard: 'after a failure each guest is applied alone',
    changes: [
      [
        APPLIER,
        'for (const key of keys) still.push(...(await applyOneByOne(deps, key, failed)))',
        "for (const key of keys) failed.set(key, new Error('all of them'))",
      ],
    ],
    by: ['apps/worker/test/apply-failures.test.ts', 'holds up nobody else, and goes on with its guest'],
  },
  {
    name: 'store-one-by-one',
    invariant: 'I8',
    guard: 'after a failure each event is stored alone',
    changes: [
      [
        'apps/worker/src/handle-inbound.ts',
        'if (error instanceof HandBackError) throw error\n    for (const record of records) {',
        'if (error instanceof HandBackError) throw error\n    for (const { key } of records) unstored.set(key, error)\n    for (const record of [] as typeof records) {',
      ],
    ],
    by: [
      'apps/worker/test/handle-inbound.test.ts',
      'an event that cannot be stored spoils no other of its batch',
    ],
  },
  {
    name: 'came-awaited',
    invariant: 'I2',
    guard: 'a text to which something has happened is stored first',
    changes: [['packages/store/src/load-waiting.ts', 'NOT c.is_awaited AND ', '']],
    by: ['apps/worker/test/handle-inbound.test.ts', 'get what had happened to them before they came'],
  },
  {
    name: 'came-in-order',
    invariant: 'I9',
    guard: 'a text to which something has happened is not overtaken by what came with it',
    changes: [
      ['packages/store/src/load-waiting.ts', 'PARTITION BY phone, line) AS is', 'PARTITION BY id) AS is'],
    ],
    by: ['apps/worker/test/handle-inbound.test.ts', 'get what had happened to them before they came'],
  },
  {
    name: 'came-one-try',
    invariant: 'I8',
    guard: 'what waits before a text and cannot be applied is tried once with it',
    changes: [['apps/worker/src/applier.ts', 'if (came !== undefined) return []\n', '']],
    by: ['apps/worker/test/handle-inbound.test.ts', 'cost what waits before them'],
  },
  {
    name: 'came-known',
    invariant: 'I1',
    guard: 'what could not be stored as it is applied is stored by itself',
    changes: [
      [
        'apps/worker/src/handle-inbound.ts',
        'const others = jobs.filter(({ id }) => !filed.has(id))',
        'const others = filed.size === 0 && jobs.length > 1 ? jobs : jobs.filter(({ id }) => filed.has(id))',
      ],
    ],
    by: ['apps/worker/test/handle-inbound.test.ts', 'are stored for whoever has their guest'],
  },
  {
    name: 'came-locked',
    invariant: 'I9',
    guard: 'what came of a guest whom somebody else has is left to them',
    changes: [
      [
        'apps/worker/src/apply-guests.ts',
        'loaded.messages.filter((row) => ours.has(guestKey(row)))',
        'loaded.messages.filter((row) => row.newSeq !== null || ours.has(guestKey(row)))',
      ],
    ],
    by: ['apps/worker/test/handle-inbound.test.ts', 'are stored for whoever has their guest'],
  },
  {
    name: 'attempts-max',
    invariant: 'I8',
    guard: 'five tries to apply',
    changes: [['packages/core/src/apply-limits.ts', 'APPLY_ATTEMPTS_MAX = 5', 'APPLY_ATTEMPTS_MAX = 500']],
    by: ['apps/worker/test/apply-failures.test.ts', 'holds up nobody else, and goes on with its guest'],
  },
  {
    name: 'attempts-counted',
    invariant: 'I8',
    guard: 'each failed try is counted',
    changes: [[WAITING, 'SET attempts = attempts + 1, error', 'SET attempts = attempts, error']],
    by: ['apps/worker/test/apply-failures.test.ts', 'holds up nobody else, and goes on with its guest'],
  },
  {
    name: 'restarted-alone',
    invariant: 'I8',
    guard: 'what was in hand when a worker died runs alone',
    changes: [[INBOUND, 'return isRestarted(job) ? 1 + deaths(job) : 0', 'return 0 * deaths(job)']],
    by: ['packages/queue/test/inbound.test.ts', 'runs alone what was in hand'],
  },
  {
    name: 'failed-alone',
    invariant: 'I8',
    guard: 'what failed runs alone',
    changes: [
      [
        INBOUND,
        'return attemptsMade > 0 || stalledCounter > 0',
        'return stalledCounter > 0 && attemptsMade >= 0',
      ],
    ],
    by: ['packages/queue/test/inbound.test.ts', 'tries a failed job of a batch again, alone'],
  },
  {
    name: 'suspicion-counted',
    invariant: 'I8',
    guard: 'each death leaves a mark on a job',
    changes: [[INBOUND, 'stalledCounter > 0)\n      for', 'stalledCounter < 0)\n      for']],
    by: ['packages/queue/test/inbound.test.ts', 'runs alone what was in hand'],
  },
  {
    name: 'killer-given-up',
    invariant: 'I8',
    guard: 'a job that kills one worker after the other is given up',
    changes: [[INBOUND, 'const DEATHS_MAX = 5', 'const DEATHS_MAX = 500']],
    by: [
      'packages/queue/test/inbound.test.ts',
      'gives up a job with which one worker after the other has died',
    ],
  },
  {
    name: 'innocent-acquitted',
    invariant: 'I8',
    guard: 'a job that is handed back is no suspect of that',
    changes: [[INBOUND, 'deaths(job) - 1', 'deaths(job)']],
    by: ['packages/queue/test/inbound.test.ts', 'holds no outage against a job that lost its worker once'],
  },
  {
    name: 'bystanders-kept',
    invariant: 'I8',
    guard: 'a job that is only in hand when workers die is never given up',
    changes: [[INBOUND, '    stalledMax: STALLED_MAX,\n', '']],
    by: ['packages/queue/test/inbound.test.ts', 'gives up no job that was never begun'],
  },
  {
    name: 'suspicion-order',
    invariant: 'I8',
    guard: 'the least suspicious first',
    changes: [[BATCHER, 'suspicion(a.item) - suspicion(b.item)', 'suspicion(b.item) - suspicion(a.item)']],
    by: ['packages/queue/src/batcher.test.ts', 'runs suspects alone, the least suspicious first'],
  },
  {
    name: 'one-suspect',
    invariant: 'I8',
    guard: 'never two suspects at a time',
    changes: [[BATCHER, 'if (alone) runsAlone = true', 'if (alone) runsAlone = false']],
    by: ['packages/queue/src/batcher.test.ts', 'runs suspects alone, the least suspicious first'],
  },
  {
    name: 'stale-plans',
    invariant: 'I2',
    guard: 'a migration that brings columns leaves no statement prepared for those before',
    changes: [['packages/store/src/apply-migration.ts', '    await endStalePlans(client, columns)\n', '']],
    by: [
      'packages/store/test/migrate-columns.test.ts',
      'leaves no statement prepared for the columns before',
    ],
  },
]
