import type { Mutant } from '../mutant.ts'

const UNAVAILABLE_TEST = 'packages/store/test/database-unavailable.test.ts'
const STORE = 'packages/store/src/store.ts'
const CONNECTIONS = 'packages/store/test/connections.test.ts'
const REDIS = 'packages/queue/src/redis.ts'
const BACKEND = 'packages/queue/src/backend.ts'
const QUEUE_OUTAGE = 'packages/queue/test/outage.test.ts'
const POST = 'packages/gateways/src/waha/post-once.ts'
const SEND = 'packages/gateways/test/waha-send.test.ts'
const CONNECT = 'packages/gateways/test/waha-connect.test.ts'

/** Nobody waits for ever, whoever is frozen. */
export const timeoutMutants: readonly Mutant[] = [
  {
    name: 'statement-timeout',
    invariant: 'I9',
    guard: 'statement_timeout',
    changes: [[STORE, '    statement_timeout: 10_000,\n', '']],
    by: [CONNECTIONS, 'Postgres itself frees what a frozen process holds'],
  },
  {
    name: 'idle-transaction-timeout',
    invariant: 'I9',
    guard: 'idle_in_transaction_session_timeout',
    changes: [[STORE, '    idle_in_transaction_session_timeout: 10_000,\n', '']],
    by: [CONNECTIONS, 'Postgres itself frees what a frozen process holds'],
  },
  {
    name: 'database-connect-timeout',
    invariant: 'I10',
    guard: 'a connection to Postgres that hangs is given up',
    changes: [[STORE, '    connectionTimeoutMillis: 2_000,\n', '']],
    by: [UNAVAILABLE_TEST, 'is no answer when new connections hang'],
  },
  {
    name: 'waha-send-timeout',
    invariant: 'I7',
    guard: 'the time limit of a send',
    changes: [[POST, '  }, timeoutMs)', '  }, timeoutMs * 1_000)']],
    by: ['packages/gateways/test/waha-client.test.ts', 'no answer, though it was sent'],
  },
  {
    name: 'waha-connect-timeout',
    invariant: 'I7',
    guard: 'a connection to WAHA that hangs, its TLS handshake included, is given up for what it is',
    changes: [[POST, '      connect: { timeout: connectTimeoutMs },\n', '']],
    by: [CONNECT, 'a send whose connection hangs was never sent'],
  },
  {
    name: 'waha-given-up-connecting',
    invariant: 'I7',
    guard: 'a text that was given up while it connected does not leave later',
    changes: [[POST, 'if (isOver) controller.abort(', 'if (isOver && timeoutMs < 0) controller.abort(']],
    by: [CONNECT, 'does not leave later'],
  },
  {
    name: 'waha-idle-connection',
    invariant: 'I7',
    guard: 'no text leaves on a connection that was idle for long',
    changes: [[POST, '      keepAliveMaxTimeout: IDLE_MAX_MS,\n', '']],
    by: [SEND, 'which WAHA keeps for long, are closed before'],
  },
  {
    name: 'waha-idle-margin',
    invariant: 'I7',
    guard: 'no text leaves on a connection that WAHA is about to close',
    changes: [[POST, 'keepAliveTimeoutThreshold: IDLE_MARGIN_MS', 'keepAliveTimeoutThreshold: 0']],
    by: [SEND, 'which WAHA is about to close are not used again'],
  },
  {
    name: 'h2h-timeout',
    invariant: 'I10',
    guard: 'the time limit of the agent router',
    changes: [['packages/gateways/src/h2h/client.ts', '    timeout: { request: timeoutMs },\n', '']],
    by: ['packages/gateways/test/h2h.test.ts', 'no answer'],
  },
  {
    name: 'producer-any-timeout',
    invariant: 'I12',
    guard: 'a queue that stands still is given up',
    changes: [
      [
        BACKEND,
        'return await before(answerMs, question(), () => {',
        'return await before(answerMs * 1_000, question(), () => {',
      ],
    ],
    by: [QUEUE_OUTAGE, 'that stands still, the producer gives up soon'],
  },
  {
    name: 'producer-not-connected',
    invariant: 'I12',
    guard: 'a queue that is away is told at once',
    changes: [
      [BACKEND, "    if (!backend.isReady()) throw new QueueUnavailableError('not-connected')\n", ''],
    ],
    by: [QUEUE_OUTAGE, 'the producer says so at once'],
  },
  {
    name: 'workers-patient',
    invariant: 'I10',
    guard: 'a worker waits for its queue as long as it takes',
    changes: [
      [
        REDIS,
        'const PATIENT = { maxRetriesPerRequest: null }',
        'const PATIENT = { maxRetriesPerRequest: 0 }',
      ],
    ],
    by: [QUEUE_OUTAGE, 'a worker keeps its jobs, and goes on when it is back'],
  },
]
