/** One line of the table at the end: what was promised, what was done to break it, and what came of that. */
export interface Verdict {
  invariant: string
  promise: string
  /** What was done, and how often: `kill -9 of a worker x23`. */
  faults: string
  /** What was looked at, and how much of it: `90,000 messages`. */
  events: string
  /** Each by ids only. */
  violations: readonly string[]
}

export interface PhaseContext {
  /** Of this phase alone: data, logs, what a failing case leaves. */
  dir: string
  seed: number
  /** Outages of ten minutes instead of one. */
  isLong: boolean
  onProgress: (step: string) => void
}

export type Phase = (context: PhaseContext) => Promise<Verdict[]>
