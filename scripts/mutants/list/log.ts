import type { Mutant } from '../mutant.ts'

const LOGGER = 'packages/runtime/src/logger.ts'
const LOGGER_TEST = 'packages/runtime/src/logger.test.ts'
const SERIALIZE = 'packages/runtime/src/serialize-error.ts'

/** No log line tells what guests write or who they are (I13). */
export const logMutants: readonly Mutant[] = [
  {
    name: 'log-serializer',
    invariant: 'I13',
    guard: 'an error is logged by names and codes',
    changes: [[LOGGER, '      serializers: { err: serializeError, error: serializeError },\n', '']],
    by: [LOGGER_TEST, 'of an error that we did not write'],
  },
  {
    name: 'log-sentence',
    invariant: 'I13',
    guard: 'an error’s message is not taken for a sentence',
    changes: [[LOGGER, '      hooks: { logMethod: keepForeignMessagesOut },\n', '']],
    by: [LOGGER_TEST, 'of an error that we did not write'],
  },
  {
    name: 'log-own-errors',
    invariant: 'I13',
    guard: 'only our own errors show their message',
    changes: [
      [
        SERIALIZE,
        'return ours || asserted || ENGINE_MESSAGE.test(error.message) ? error.message : undefined',
        'return ours || asserted || !ENGINE_MESSAGE.test(error.message) ? error.message : undefined',
      ],
    ],
    by: [LOGGER_TEST, 'of an error that we did not write'],
  },
  {
    name: 'log-no-command',
    invariant: 'I13',
    guard: 'a Redis error carries no job',
    changes: [
      [
        'packages/queue/src/errors.ts',
        "    if (error instanceof Error) Reflect.deleteProperty(error, 'command')\n",
        '',
      ],
    ],
    by: ['packages/queue/src/errors.test.ts', 'carries nothing of the job that met it'],
  },
  {
    name: 'log-outage-code',
    invariant: 'I13',
    guard: 'a queue’s trouble is logged by its code',
    changes: [
      [
        'packages/queue/src/log.ts',
        'return /^[A-Z]{3,}\\b/.exec(error.message)?.[0] ?? error.name',
        'return error.message',
      ],
    ],
    by: ['packages/queue/src/log.test.ts', 'names errors without their words'],
  },
  {
    name: 'failure-reason',
    invariant: 'I13',
    guard: 'the reason that is kept with a message has no words of others',
    changes: [
      [
        'packages/store/src/failure-reason.ts',
        'const { name, code,',
        "words.push(String(Reflect.get(link, 'message')))\n    const { name, code,",
      ],
    ],
    by: ['apps/worker/test/apply-failures.test.ts', 'holds up nobody else, and goes on with its guest'],
  },
]
