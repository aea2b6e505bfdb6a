import type { Change, Mutant } from '../mutant.ts'

const GATE = 'apps/worker/src/outage-gate.ts'
const GATE_TEST = 'apps/worker/src/outage-gate.test.ts'
const UNAVAILABLE = 'packages/store/src/database-unavailable.ts'
const UNAVAILABLE_TEST = 'packages/store/test/database-unavailable.test.ts'

const STAYS_ASLEEP: Change = [GATE, 'sleep(pauseMs, undefined, { signal }).catch(handBack)', 'sleep(pauseMs)']
const HAS_ALL_TIME: Change = ['apps/worker/src/before-the-end.ts', 'GRACE_MS = 4_000', 'GRACE_MS = 60_000']

/** An absence of Postgres is told from an answer of it, and spends no tries (I10). */
export const outageMutants: readonly Mutant[] = [
  {
    name: 'gate-counts-no-try',
    invariant: 'I10',
    guard: 'without Postgres no try is counted',
    changes: [
      [GATE, 'if (!isDatabaseUnavailable(error)) throw error', 'if (error !== undefined) throw error'],
    ],
    by: [GATE_TEST, 'takes no jobs while Postgres is away'],
  },
  {
    name: 'gate-stops-jobs',
    invariant: 'I10',
    guard: 'without Postgres no jobs are taken',
    changes: [[GATE, '    await pause()\n', '']],
    by: [GATE_TEST, 'takes no jobs while Postgres is away'],
  },
  {
    name: 'gate-passes-answers',
    invariant: 'I8',
    guard: 'what Postgres did answer is a failure',
    changes: [[GATE, 'if (!isDatabaseUnavailable(error)) throw error', 'isDatabaseUnavailable(error)']],
    by: [GATE_TEST, 'answer to the caller, at the first try'],
  },
  {
    name: 'gate-ends',
    invariant: 'I11',
    guard: 'whoever waits for Postgres hands its job back at once when the worker ends',
    changes: [STAYS_ASLEEP],
    by: [GATE_TEST, 'hands the jobs back when the worker ends'],
    redundantWith: 'gate-never-ends',
  },
  {
    name: 'gate-never-ends',
    invariant: 'I11',
    guard: 'whoever waits for Postgres hands its job back when the worker ends',
    changes: [STAYS_ASLEEP, HAS_ALL_TIME],
    by: [GATE_TEST, 'hands the jobs back when the worker ends'],
  },
  {
    name: 'work-left-at-the-end',
    invariant: 'I11',
    guard: 'an ending worker does not wait for a frozen server',
    changes: [HAS_ALL_TIME],
    by: [GATE_TEST, 'does not wait for ever when the worker ends'],
  },
  {
    name: 'unavailable-deadlock',
    invariant: 'I10',
    guard: 'a deadlock is no answer',
    changes: [
      [UNAVAILABLE, '40001|40P01|53', '40001|53'],
      [UNAVAILABLE, "  'TransactionWriteConflict',\n", ''],
      [UNAVAILABLE, "'P2028', 'P2034', 'P2037'", "'P2028', 'P2037'"],
    ],
    by: [UNAVAILABLE_TEST, 'when two transactions waited for each other'],
  },
  {
    name: 'unavailable-intervention',
    invariant: 'I10',
    guard: 'a statement that took too long is no answer',
    changes: [[UNAVAILABLE, '53...|57...', '53...']],
    by: [UNAVAILABLE_TEST, 'when a statement took too long'],
  },
  {
    name: 'unavailable-pool',
    invariant: 'I10',
    guard: 'no place in the pool is no answer',
    changes: [
      [UNAVAILABLE, "'P2024', 'P2028', ", ''],
      [UNAVAILABLE, "  'timeout exceeded when trying to connect',\n", ''],
    ],
    by: [UNAVAILABLE_TEST, 'when all connections of the pool were taken'],
  },
  {
    name: 'unavailable-nobody',
    invariant: 'I10',
    guard: 'nobody there is no answer',
    changes: [
      [UNAVAILABLE, '/^(ECONNREFUSED|', '/^('],
      [UNAVAILABLE, "  'DatabaseNotReachable',\n", ''],
      [UNAVAILABLE, "new Set(['P1001', ", 'new Set(['],
    ],
    by: [UNAVAILABLE_TEST, 'when nobody is to be found at'],
  },
  {
    name: 'unavailable-is-everything',
    invariant: 'I8',
    guard: 'what Postgres refused is an answer',
    changes: [
      [
        UNAVAILABLE,
        'return errorChain(error).some(saysUnavailable)',
        'return errorChain(error).length > 0 || errorChain(error).some(saysUnavailable)',
      ],
    ],
    by: [UNAVAILABLE_TEST, 'when it refused a row or a statement'],
  },
]
