const SECOND_MS = 1_000

/** How much is measured, and for how long. */
export interface BenchPlan {
  name: 'short' | 'default' | 'long'
  /** Turns of what is compared, and how long a turn takes. */
  rounds: number
  turnMs: number
  warmUpMs: number
  /** Everything beyond the two ratios that the short form is judged by. */
  isWhole: boolean
  steadyTries: number
  steadyMs: number
  latencyMs: number
  /** At half the steady rate: so long that what servers do for themselves once a minute has its share in it. */
  halfLatencyMs: number
  /** Of the backlog that is drained. */
  backlog: number
  /** So many messages are stored before growth is measured. */
  grownTo: readonly number[]
}

const DEFAULT: BenchPlan = {
  name: 'default',
  rounds: 5,
  turnMs: 2 * SECOND_MS,
  warmUpMs: 8 * SECOND_MS,
  isWhole: true,
  steadyTries: 4,
  steadyMs: 8 * SECOND_MS,
  latencyMs: 6 * SECOND_MS,
  halfLatencyMs: 60 * SECOND_MS,
  backlog: 2_000,
  grownTo: [1_000_000],
}

export const PLANS: Record<BenchPlan['name'], BenchPlan> = {
  default: DEFAULT,
  short: {
    ...DEFAULT,
    name: 'short',
    isWhole: false,
    grownTo: [],
  },
  long: { ...DEFAULT, name: 'long', rounds: 9, grownTo: [1_000_000, 10_000_000] },
}

/** Guests who write: each line has a hundred of them. */
export const ACTIVE = 5_000
/** Guests of a house with a past, those who write included. */
export const GROWN_GUESTS = 100_000
export const LINES: readonly string[] = Array.from(
  { length: 50 },
  (_, index) => `line-${String(index + 1).padStart(2, '0')}`,
)
/** Unanswered messages, or jobs under way, where the most that can be done is looked for: with more Bellhop does no more. */
export const UNDER_WAY = 400
export const HMAC_KEY = 'the key of the benchmark'
