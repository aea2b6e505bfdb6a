import type { Mutant } from '../mutant.ts'

const APPLY = 'apps/worker/src/apply-guests.ts'
const APPLIER = 'apps/worker/src/applier.ts'
const HELD = 'apps/worker/test/held-guests.test.ts'
const LOCK = 'packages/store/test/guest-lock.test.ts'
const CHANGE = 'packages/store/test/change-conversation.test.ts'

/** I9: one guest's messages are applied one at a time. */
export const guestLockMutants: readonly Mutant[] = [
  {
    name: 'lock-always-got',
    invariant: 'I9',
    guard: 'a taken lock is not got',
    changes: [['packages/store/src/guest-lock.ts', 'tried.filter(({ got }) => got)', 'tried']],
    by: [LOCK, 'a guest is locked until the transaction ends'],
  },
  {
    name: 'lock-in-apply',
    invariant: 'I9',
    guard: 'apply takes the guest lock',
    changes: [[APPLY, 'tryLockGuests(db, keys),', 'keys,']],
    by: [HELD, 'leaves a guest whom another has'],
  },
  {
    name: 'read-before-lock',
    invariant: 'I9',
    guard: 'apply reads after it has the lock',
    changes: [
      [APPLY, 'const [, taken, loaded] =', 'const [, loaded, taken] ='],
      [
        APPLY,
        'tryLockGuests(db, keys),\n        loadWaiting(db, keys, MESSAGES_MAX, came),',
        'loadWaiting(db, keys, MESSAGES_MAX, came),\n        tryLockGuests(db, keys),',
      ],
    ],
    by: [HELD, 'reads what waits after it has the guest'],
  },
  {
    name: 'lock-and-read-together',
    invariant: 'I9',
    guard: 'what is read was committed before the lock was got',
    changes: [
      [
        'packages/store/src/guest-lock.ts',
        'await tx.$queryRaw`select pg_advisory_xact_lock(',
        'await tx.$executeRaw`set transaction isolation level repeatable read`\n  await tx.$queryRaw`select pg_advisory_xact_lock(',
      ],
    ],
    by: [CHANGE, 'is decided on what the last holder of the guest has committed'],
  },
  {
    name: 'second-look',
    invariant: 'I9',
    guard: 'the second look after the commit',
    changes: [[APPLY, 'findStillWaiting(db, taken)', 'Promise.resolve([] as GuestKey[])']],
    by: [HELD, 'looks once more after its commit'],
  },
  {
    name: 'failed-save',
    invariant: 'I8',
    guard: 'what could not be saved is not taken for applied',
    changes: [[APPLY, "if (failed?.status === 'rejected') throw failed.reason", 'void failed']],
    by: ['apps/worker/test/apply-failures.test.ts', 'holds up nobody else, and goes on with its guest'],
  },
  {
    name: 'open-pipeline',
    invariant: 'I9',
    guard: 'a transaction that was left open is rolled back',
    changes: [
      [
        'packages/store/src/pipeline.ts',
        "if (client.getTransactionStatus() !== 'I') await client.query('ROLLBACK')",
        '',
      ],
    ],
    by: ['packages/store/test/pipeline.test.ts', 'is rolled back if it is open'],
  },
  {
    name: 'retry-later',
    invariant: 'I9',
    guard: 'a held guest is asked for again',
    changes: [[APPLIER, 'if (missed.length > 0) deps.retryLater(missed)', 'void missed']],
    by: [HELD, 'leaves a guest whom another has'],
  },
  {
    name: 'later-applies',
    invariant: 'I9',
    guard: 'a guest asked for again is applied without a sweep',
    changes: [
      ['apps/worker/src/later-applies.ts', 'timer = setTimeout(look,', 'timer = setTimeout(() => {},'],
    ],
    by: ['apps/worker/src/later-applies.test.ts', 'looks at all guests together whose time has come'],
  },
  {
    name: 'lock-in-change',
    invariant: 'I9',
    guard: 'console and agents take the guest lock',
    changes: [['packages/store/src/change-conversation.ts', '  await lockGuest(tx, key.phone)\n', '']],
    by: [CHANGE, 'is decided on what the last holder of the guest has committed'],
  },
  {
    name: 'lock-in-check-in',
    invariant: 'I9',
    guard: 'a check-in takes the guest lock',
    changes: [['packages/store/src/check-ins.ts', '    await lockGuest(tx, phone)\n', '']],
    by: ['packages/store/test/check-ins.test.ts', 'waits for whoever holds the guest'],
  },
  {
    name: 'lock-in-check-out',
    invariant: 'I9',
    guard: 'a check-out takes the guest lock',
    changes: [['apps/console/src/check-out.ts', '    await lockGuest(tx, phone)\n', '']],
    by: ['apps/console/test/check-out.test.ts', 'a check-out waits for whoever has the guest'],
  },
  {
    name: 'lock-in-reply',
    invariant: 'I9',
    guard: 'a reply takes the guest lock before it looks for its key',
    changes: [['apps/console/src/send-reply.ts', '    await lockGuest(tx, phone)\n', '']],
    by: ['apps/console/test/api.test.ts', 'with the same key is one reply'],
  },
  {
    name: 'lock-in-replay',
    invariant: 'I9',
    guard: 'the replay takes the guest lock',
    changes: [
      [
        'apps/worker/src/sweep.ts',
        'await tryLockGuests(tx, await findReplayable(tx, STEP_MAX))',
        'await findReplayable(tx, STEP_MAX)',
      ],
    ],
    by: ['apps/worker/test/sweep.test.ts', 'replays nothing of a guest whom another has'],
  },
]
