import type { Mutant } from '../mutant.ts'

const SWEEP = 'apps/worker/src/sweep.ts'
const ROUND = 'apps/worker/test/sweep.test.ts'
const RETRY = 'apps/worker/src/retry-quarantined.ts'
const RETRIES = 'apps/worker/test/retry-quarantined.test.ts'

/** A job is a doorbell: whatever the queue lost, the sweep finds it in Postgres (I1, I10). */
export const sweepMutants: readonly Mutant[] = [
  {
    name: 'sweep-apply',
    invariant: 'I1',
    guard: 'the sweep applies what is stored and unapplied',
    changes: [[SWEEP, '    await apply(keys)\n', '']],
    by: [ROUND, 'applies what is stored'],
  },
  {
    name: 'sweep-replay',
    invariant: 'I1',
    guard: 'the sweep replays what a check-in covers now',
    changes: [[SWEEP, 'phones.length === 0 ? 0 : replayUnmatched(tx, phones)', 'phones.length']],
    by: [ROUND, 'makes wait again what a guest wrote before the check-in'],
  },
  {
    name: 'sweep-acks',
    invariant: 'I1',
    guard: 'the sweep applies acks that came before their message',
    changes: [[SWEEP, 'acks: ({ store }) => applyStoredAcks(store.prisma, STEP_MAX)', 'acks: async () => 0']],
    by: [ROUND, 'gives messages the acks and the edits that came before them'],
  },
  {
    name: 'sweep-changes',
    invariant: 'I1',
    guard: 'the sweep applies edits that came before their message',
    changes: [[SWEEP, '    await applyChanges(store, changed)\n', '']],
    by: [ROUND, 'gives messages the acks and the edits that came before them'],
  },
  {
    name: 'sweep-lines',
    invariant: 'I10',
    guard: 'the sweep gives lines their pace and pause back',
    changes: [[SWEEP, 'followLines(tx, await listLines(tx))', 'followLines(tx, [])']],
    by: [ROUND, 'gives each line to the queues as Postgres knows it'],
  },
  {
    name: 'sweep-claims',
    invariant: 'I7',
    guard: 'the sweep releases claims of the dead',
    changes: [[SWEEP, 'claims: (_, tx) => releaseDeadClaims(tx)', 'claims: async () => 0']],
    by: [ROUND, 'makes unknown what a dead sender had claimed'],
  },
  {
    name: 'sweep-outbox',
    invariant: 'I10',
    guard: 'the sweep rings for what is due',
    changes: [[SWEEP, 'await doorbells.remindOutbound(due)', 'await Promise.resolve()']],
    by: [ROUND, 'rings for what is due'],
  },
  {
    name: 'sweep-agents',
    invariant: 'I10',
    guard: 'the sweep rings for sessions without an agent',
    changes: [[SWEEP, 'await doorbells.ringAgent(sessionIds)', 'await Promise.resolve()']],
    by: [ROUND, 'rings for what is due'],
  },
  {
    name: 'sweep-media',
    invariant: 'I10',
    guard: 'the sweep rings for files that are due',
    changes: [[SWEEP, 'await doorbells.ringMedia(due)', 'await Promise.resolve()']],
    by: [ROUND, 'rings for what is due'],
  },
  {
    name: 'sweep-quarantine',
    invariant: 'I1',
    guard: 'the sweep keeps events that could not be stored',
    changes: [[SWEEP, '        await quarantine(store, one)\n', '']],
    by: [ROUND, 'keeps an event that could not be stored before it lets its job go'],
  },
  {
    name: 'sweep-quarantine-stored',
    invariant: 'I1',
    guard: 'a stored message is not quarantined as well',
    changes: [[SWEEP, 'if (!(await isStored(store, one.event))) {', "if (one.id !== '') {"]],
    by: [ROUND, 'keeps an event that could not be stored before it lets its job go'],
  },
  {
    name: 'sweep-each-step',
    invariant: 'I10',
    guard: 'a step that fails keeps no other from running',
    changes: [[SWEEP, 'if (isDatabaseUnavailable(error) && !(await answers(deps.store))) return', 'return']],
    by: [ROUND, 'is refused by Postgres'],
  },
  {
    name: 'retry-before-removal',
    invariant: 'I1',
    guard: 'an event leaves the quarantine only when it is stored',
    changes: [[RETRY, '(await isStored(store, event)) ? null : outcome.failed.message', 'null']],
    by: [RETRIES, 'stays with the new reason where Postgres refuses it'],
  },
  {
    name: 'retry-job-key',
    invariant: 'I1',
    guard: 'the body of a webhook is never taken for the data of a job',
    changes: [
      [
        'apps/worker/src/read-quarantined.ts',
        'inboundJobId(event) === eventKey ? event : null',
        "inboundJobId(event) === '' ? null : event",
      ],
    ],
    by: [RETRIES, 'one whose body claims to be the data of a job'],
  },
]
