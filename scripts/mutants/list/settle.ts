import type { Mutant } from '../mutant.ts'

const SETTLE = 'packages/store/src/settle-outbound.ts'
const OUTBOX = 'packages/store/test/outbox.test.ts'
const TOGETHER = 'packages/store/test/outbox-together.test.ts'
const ATTEMPT = 'apps/sender/src/attempt.ts'
const ATTEMPT_TEST = 'apps/sender/test/attempt.test.ts'

/** A crash never sends twice: an attempt settles what it alone had claimed (I7). */
export const settleMutants: readonly Mutant[] = [
  {
    name: 'settle-token',
    invariant: 'I7',
    guard: 'settling takes the token of the attempt',
    changes: [
      [
        SETTLE,
        'AND claim_token = ${token}::uuid AND (${provided})',
        'AND (${token}::uuid IS NOT NULL) AND (${provided})',
      ],
    ],
    by: [OUTBOX, 'without the token of the attempt nothing changes'],
  },
  {
    name: 'settle-together-token',
    invariant: 'I7',
    guard: 'settling together takes the tokens of the attempts',
    changes: [[SETTLE, 'claim_token = token AND (${MAY_BE_SENT})', '(${MAY_BE_SENT})']],
    by: [TOGETHER, 'without the token of the attempt stay as they are'],
  },
  {
    name: 'settle-together-acks',
    invariant: 'I2',
    guard: 'what was told of an id before it was known is not forgotten',
    changes: [[SETTLE, ' && whatsappId !== ownId', ' && whatsappId === ownId']],
    by: [TOGETHER, 'get what acks told of their ids before'],
  },
  {
    name: 'settle-merges-echo',
    invariant: 'I2',
    guard: 'an echo that was stored first gives its id',
    changes: [[SETTLE, '        await takeIdFromOthers(tx, claim)\n', '']],
    by: [OUTBOX, 'merges with an echo that was stored first'],
  },
  {
    name: 'claim-fresh-monotonic',
    invariant: 'I7',
    guard: 'a process that stood still sends nothing',
    changes: [
      [
        ATTEMPT,
        'return now.monotonic - monotonic < CLAIM_FRESH_MS && ',
        'return Number.isFinite(monotonic) && ',
      ],
    ],
    by: [ATTEMPT_TEST, 'its process stood still'],
  },
  {
    name: 'claim-fresh-wall',
    invariant: 'I7',
    guard: 'a machine that was suspended sends nothing',
    changes: [[ATTEMPT, ' && now.wall - wall < CLAIM_FRESH_MS', ' && Number.isFinite(wall)']],
    by: [ATTEMPT_TEST, 'its machine was suspended'],
  },
  {
    name: 'dead-claim-unknown',
    invariant: 'I7',
    guard: 'what a dead sender had claimed may have left',
    changes: [
      [
        'packages/store/src/due-outbound.ts',
        "SET status = 'unknown', error = 'claim_expired'",
        "SET status = 'pending', error = 'claim_expired'",
      ],
    ],
    by: [OUTBOX, 'becomes unknown after a minute and not before'],
  },
  {
    name: 'dead-claim-expiry',
    invariant: 'I7',
    guard: 'a claim is its holder’s for a minute',
    changes: [['packages/core/src/delivery.ts', 'CLAIM_EXPIRY_MS = 60_000', 'CLAIM_EXPIRY_MS = 0']],
    by: [OUTBOX, 'becomes unknown after a minute and not before'],
  },
  {
    name: 'unknown-not-retried',
    invariant: 'I7',
    guard: 'what may have left is not tried again by itself',
    changes: [
      [
        'packages/core/src/delivery-outcome.ts',
        "    case 'unknown':\n      return { type: 'unknown' }",
        "    case 'unknown':\n      return { type: 'retry', delayMs: retryDelayMs(attempt, jitter) }",
      ],
    ],
    by: ['packages/core/src/delivery-outcome.test.ts', 'a message that may have left is unknown'],
  },
  {
    name: 'reset-is-unknown',
    invariant: 'I7',
    guard: 'a reset may come after the message left',
    changes: [['packages/gateways/src/waha/waha-error.ts', "reset: 'unknown'", "reset: 'not-sent'"]],
    by: ['packages/gateways/test/waha-client.test.ts', 'a reset, though it was sent'],
  },
  {
    name: 'begun-is-unknown',
    invariant: 'I7',
    guard: 'what has begun to leave may have left',
    changes: [
      [
        'packages/gateways/src/waha/post-once.ts',
        'wahaErrorOfPost(operation, error, begun !== null)',
        'wahaErrorOfPost(operation, error, false)',
      ],
    ],
    by: ['packages/gateways/test/waha-client.test.ts', 'a reset, though it was sent'],
  },
  {
    name: 'no-call-repeated',
    invariant: 'I7',
    guard: 'the HTTP client repeats no call',
    changes: [
      [
        'packages/gateways/src/waha/post-once.ts',
        'const opened = await pool\n',
        "const { interceptors } = (await import('undici')).default\n    const opened = (await pool).compose(interceptors.retry({ methods: ['POST'], minTimeout: 1 }))\n",
      ],
    ],
    by: ['packages/gateways/test/waha-client.test.ts', 'a reset, though it was sent'],
  },
  {
    name: 'settled-when-back',
    invariant: 'I10',
    guard: 'what WAHA took is settled when Postgres is back',
    changes: [
      [
        'apps/sender/src/insist.ts',
        'if (!isDatabaseUnavailable(error) || performance.now() >= deadline) throw error',
        'if (isDatabaseUnavailable(error) || performance.now() >= deadline) throw error',
      ],
    ],
    by: ['apps/sender/test/ending.test.ts', 'after WAHA took the message settles it as sent'],
  },
  {
    name: 'nothing-claimed-at-the-end',
    invariant: 'I11',
    guard: 'an ending sender claims nothing',
    changes: [['apps/sender/src/deliver.ts', '      if (ending.aborted) throw new HandBackError()\n', '']],
    by: ['apps/sender/test/ending.test.ts', 'leaves what it was typing to the next sender'],
  },
]
