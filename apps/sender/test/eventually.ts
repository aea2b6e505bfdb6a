import { vi } from 'vitest'

/** Waits for an outcome: patiently where the machine is busy, and no longer than needed. */
export function eventually<T>(outcome: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(outcome, { timeout: 15_000, interval: 20 })
}
