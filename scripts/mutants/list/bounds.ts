import type { Mutant } from '../mutant.ts'

const RECEIVE = 'apps/ingress/src/receive.ts'
const SERVER = 'apps/ingress/src/http-server.ts'
const ANSWER = 'apps/ingress/src/to-answer.ts'
const BOUNDS = 'apps/ingress/test/limits.test.ts'
const RECEIVE_TEST = 'apps/ingress/src/receive.test.ts'

/** The ingress takes nothing on without a bound, in memory and in time (I12). */
export const boundMutants: readonly Mutant[] = [
  {
    name: 'answering-cap',
    invariant: 'I12',
    guard: 'so many webhooks are answered at once',
    changes: [
      [
        'apps/ingress/src/room.ts',
        'const isBusy = () => answering >= answeringMax',
        'const isBusy = () => answering < 0',
      ],
    ],
    by: [BOUNDS, 'while too many webhooks are being answered'],
  },
  {
    name: 'held-bytes-cap',
    invariant: 'I12',
    guard: 'so many bytes are held at once',
    changes: [
      [
        'apps/ingress/src/held-bytes.ts',
        'if (held + bytes > bytesMax) return false',
        'if (bytes > bytesMax) return false',
      ],
    ],
    by: [BOUNDS, 'while the bodies that are held leave no room'],
  },
  {
    name: 'body-cap',
    invariant: 'I12',
    guard: 'a body sent in chunks has an end too',
    changes: [
      ['apps/ingress/src/read-body.ts', "      if (length > bytesMax) return refuse('too-large')\n", ''],
    ],
    by: [BOUNDS, 'when it is sent in chunks without a length'],
  },
  {
    name: 'inbound-max',
    invariant: 'I12',
    guard: 'INBOUND_MAX',
    changes: [[RECEIVE, "    if (await deps.backlog.isFull()) return refused('queue-full')\n", '']],
    by: [RECEIVE_TEST, 'is put off while too many wait'],
  },
  {
    name: 'full-queue-unread',
    invariant: 'I12',
    guard: 'what a full queue would not take is not read',
    changes: [
      [
        'apps/ingress/src/build-ingress.ts',
        "return backlog.isKnownFull() ? 'queue-full' : null",
        'return null',
      ],
    ],
    by: [BOUNDS, 'while the queue is known to be full'],
  },
  {
    name: 'backlog-added',
    invariant: 'I12',
    guard: 'what was added since the last count counts',
    changes: [['apps/ingress/src/backlog.ts', 'added: () => void (known += 1)', 'added: () => {}']],
    by: ['apps/ingress/src/backlog.test.ts', 'what was added since the queue was asked counts'],
  },
  {
    name: 'backlog-first',
    invariant: 'I12',
    guard: 'the queue is counted before the first webhook is taken',
    changes: [['apps/ingress/src/backlog.ts', 'let known = Number.POSITIVE_INFINITY', 'let known = 0']],
    by: ['apps/ingress/src/backlog.test.ts', 'who comes before the first count waits for it'],
  },
  {
    name: 'slow-body',
    invariant: 'I12',
    guard: 'a slow body is cut off',
    changes: [[SERVER, '      requestTimeout: requestMs,\n', '']],
    by: ['apps/ingress/src/http-server.test.ts', 'nothing on a connection takes longer than it may'],
  },
  {
    name: 'late-requests-looked-for',
    invariant: 'I12',
    guard: 'late requests are looked for often',
    changes: [[SERVER, 'Math.min(1000, requestMs / 4)', '30_000']],
    by: [BOUNDS, 'in the middle of its body'],
  },
  {
    name: 'retry-after',
    invariant: 'I12',
    guard: 'a 503 says when to come again',
    changes: [
      [
        ANSWER,
        "  if (status === 503) void reply.header('retry-after', retryAfterSeconds())\n",
        '  retryAfterSeconds()\n',
      ],
    ],
    by: [BOUNDS, 'when the queue is not ready'],
  },
]
