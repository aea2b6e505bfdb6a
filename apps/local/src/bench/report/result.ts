import type { Measured } from '../run-bench.ts'

/** What stands in a file of `bench/results`. */
export interface BenchResult {
  at: string
  form: string
  seconds: number
  commit: string
  /** There were changes that no commit has. */
  isDirty: boolean
  machine: {
    cpu: string
    cores: number
    memoryGb: number
    system: string
    /** Of the last minute before it began: what else ran on it. */
    loadBefore: number
  }
  versions: Record<string, string>
  measured: Measured
}
