import type { Mutant } from '../mutant.ts'

const RECEIVE = 'apps/ingress/src/receive.ts'
const SERVER = 'apps/ingress/src/http-server.ts'
const ANSWER = 'apps/ingress/src/to-answer.ts'
const ANSWERS = 'apps/ingress/test/answers.test.ts'
const BOUNDS = 'apps/ingress/test/limits.test.ts'
const RECEIVE_TEST = 'apps/ingress/src/receive.test.ts'

/** Nothing is acknowledged that is not kept (I1), and nothing is believed that is not signed. */
export const ingressMutants: readonly Mutant[] = [
  {
    name: 'answer-before-enqueue',
    invariant: 'I1',
    guard: 'the answer comes after the queue has the event',
    changes: [[RECEIVE, 'await deps.enqueue(fate.event)', 'deps.enqueue(fate.event).catch(() => {})']],
    by: [BOUNDS, 'when the queue refuses an event'],
  },
  {
    name: 'hmac-compare',
    invariant: 'I13',
    guard: 'the signature is compared',
    changes: [
      [
        'packages/gateways/src/waha/hmac.ts',
        'timingSafeEqual(digest(raw, key), given))',
        'timingSafeEqual(given, given) && digest(raw, key).length > 0)',
      ],
    ],
    by: [ANSWERS, 'for one more space, and for malformed JSON without a signature'],
  },
  {
    name: 'hmac-asked',
    invariant: 'I13',
    guard: 'a signature is asked for where there are keys',
    changes: [
      [
        'apps/ingress/src/build-ingress.ts',
        'keys.length === 0 || verifyWebhook(body, given, keys)',
        'keys.length === 0 || given === undefined || verifyWebhook(body, given, keys)',
      ],
    ],
    by: [ANSWERS, 'for one more space, and for malformed JSON without a signature'],
  },
  {
    name: 'verify-before-parse',
    invariant: 'I12',
    guard: 'what is not signed is not read',
    changes: [
      [
        RECEIVE,
        "  if (!deps.isAuthentic(raw, signature)) return refused('unauthorized')\n  const fate = deps.classify(raw)\n",
        "  const fate = deps.classify(raw)\n  if (!deps.isAuthentic(raw, signature)) return refused('unauthorized')\n",
      ],
    ],
    by: [RECEIVE_TEST, 'what is not authentic is refused unread'],
  },
  {
    name: 'queue-ready',
    invariant: 'I1',
    guard: 'a queue that is not ready is given nothing',
    changes: [[RECEIVE, "  if (!deps.isQueueReady()) return refused('queue-unavailable')\n", '']],
    by: [BOUNDS, 'when the queue is not ready'],
  },
  {
    name: 'quarantined-is-200',
    invariant: 'I1',
    guard: 'what nobody can read is kept and answered 200',
    changes: [
      [
        ANSWER,
        "  if (outcome.fate !== 'refused') return",
        "  if (outcome.fate !== 'refused') void reply.code(outcome.fate === 'quarantined' ? 422 : 200)\n  if (outcome.fate !== 'refused') return",
      ],
    ],
    by: [ANSWERS, 'a truncated body'],
  },
  {
    name: 'quarantined-is-kept',
    invariant: 'I1',
    guard: 'what nobody can read goes to the queue',
    changes: [
      [RECEIVE, "if (fate.fate === 'ignored') return fate", "if (fate.fate !== 'enqueue') return fate"],
    ],
    by: [BOUNDS, 'when the queue is not ready'],
  },
  {
    name: 'drained-at-the-end',
    invariant: 'I11',
    guard: 'a webhook on an open connection is answered while the ingress ends',
    changes: [
      [
        SERVER,
        '    return drain(app, limits)\n',
        '    return limits.drainMs < 0 ? drain(app, limits) : Promise.resolve()\n',
      ],
    ],
    by: [
      'apps/ingress/test/closing.test.ts',
      'a webhook that comes on an open connection after the ingress was closed',
    ],
  },
]
