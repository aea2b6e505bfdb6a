import type { Mutant } from '../mutant.ts'

const JOBS = 'packages/queue/src/jobs.ts'
const RUN = 'packages/queue/src/run-job.ts'
const INBOUND = 'packages/queue/test/inbound.test.ts'
const BELLS = 'packages/queue/test/doorbells.test.ts'

/** What the jobs are told to be: an inbound one is the only copy of its event, the others are doorbells. */
export const queueMutants: readonly Mutant[] = [
  {
    name: 'failed-inbound-kept',
    invariant: 'I1',
    guard: 'failed inbound jobs stay',
    changes: [
      [JOBS, 'inbound: { removeOnComplete', 'inbound: { removeOnFail: { count: 0 }, removeOnComplete'],
    ],
    by: [INBOUND, 'keeps failed events until someone takes them'],
  },
  {
    name: 'inbound-job-id',
    invariant: 'I2',
    guard: 'a repeated event is one job',
    changes: [
      [
        JOBS,
        'opts: { jobId: id, ...INBOUND_OPTIONS } }',
        'opts: { ...INBOUND_OPTIONS, priority: id.length } }',
      ],
    ],
    by: [INBOUND, 'takes a repeated event as success and as one job'],
  },
  {
    name: 'hidden-twin-id',
    invariant: 'I2',
    guard: 'a hidden message and its named twin are two jobs',
    changes: [['packages/queue/src/inbound-job-id.ts', ", ...(isHidden ? ['hidden'] : [])", '']],
    by: ['packages/queue/src/inbound-job-id.test.ts', 'tells a hidden user’s message from its twin'],
  },
  {
    name: 'handed-back-free',
    invariant: 'I10',
    guard: 'a job that is handed back spends no attempt',
    changes: [[RUN, 'throw await handBack(job, token, isClosing())', 'throw error']],
    by: [INBOUND, 'spends no attempt on jobs that are handed back'],
  },
  {
    name: 'batch-handed-back',
    invariant: 'I11',
    guard: 'what a closing worker did not get to goes back',
    changes: [
      ['packages/queue/src/inbound-worker.ts', 'onClosing: () => batcher.stop(new HandBackError()),', ''],
    ],
    by: [INBOUND, 'puts back what a closing worker did not get to'],
  },
  {
    name: 'look-order',
    invariant: 'I6',
    guard: 'what a look fetches comes after what the end of a batch has fetched',
    changes: [['packages/queue/src/redis-worker.ts', '    await nextTurn()\n', '']],
    by: [INBOUND, 'keeps the order of jobs that come with the end of a batch'],
  },
  {
    name: 'look-paused',
    invariant: 'I10',
    guard: 'a look that waited for a batch takes nothing for a worker that was paused meanwhile',
    changes: [
      [
        'packages/queue/src/redis-worker.ts',
        'if (this.paused || this.closing !== undefined) return NONE',
        'if (this.closing !== undefined) return NONE',
      ],
    ],
    by: [INBOUND, 'leaves jobs in the queue while paused'],
  },
  {
    name: 'own-outcomes',
    invariant: 'I8',
    guard: 'each job of a batch has its own outcome',
    changes: [
      [
        'packages/queue/src/batcher.ts',
        "if (outcome === undefined || outcome === 'done') resolve()",
        "if (outcomes.every((one) => one === 'done')) resolve()",
      ],
      [
        'packages/queue/src/batcher.ts',
        'else reject(outcome.failed)',
        "else reject(typeof outcome === 'object' ? outcome.failed : new Error('another of the batch failed'))",
      ],
    ],
    by: ['packages/queue/src/batcher.test.ts', 'gives each item its own outcome'],
  },
  {
    name: 'ring-kept',
    invariant: 'I6',
    guard: 'a ring during an answer is kept for afterwards',
    changes: [[JOBS, 'deduplication: { id, keepLastIfActive: true }', 'deduplication: { id }']],
    by: [BELLS, 'that ring during an answer are answered once more'],
  },
  {
    name: 'ring-deduplicated',
    invariant: 'I6',
    guard: 'one ring per guest is answered at a time',
    changes: [
      [
        JOBS,
        '      deduplication: { id, keepLastIfActive: true },\n',
        '      deduplication: { id: `${id}${Math.random()}` },\n',
      ],
    ],
    by: [BELLS, 'are answered once per guest'],
  },
  {
    name: 'staff-ring-apart',
    invariant: 'I6',
    guard: 'staff’s rings have a place of their own',
    changes: [[JOBS, '`${line}_${guestId}_staff`', '`${line}_${guestId}`']],
    by: [BELLS, 'of staff overtake'],
  },
  {
    name: 'priorities',
    invariant: 'I6',
    guard: 'staff, then the agent, then what is automatic',
    changes: [[JOBS, 'priority: PRIORITY[kind],', 'priority: 4 - PRIORITY[kind],']],
    by: [BELLS, 'of staff overtake'],
  },
  {
    name: 'reminder-gentle',
    invariant: 'I6',
    guard: 'a reminder adds no ring to one under way',
    changes: [
      [JOBS, 'deduplication: { id: opts.deduplication.id } } }', 'deduplication: opts.deduplication } }'],
    ],
    by: [BELLS, 'that only remind'],
  },
]
