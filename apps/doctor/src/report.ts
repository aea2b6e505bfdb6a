/** `skipped` is what could not be seen: it is neither well nor wrong. */
export type Status = 'ok' | 'warn' | 'fail' | 'skipped'

export interface Finding {
  status: Status
  /** What was looked at. */
  name: string
  /** What was there. Never a secret. */
  found: string
  /** What to do about it: a line for each step. None where all is well. */
  remedy: string[]
}

export interface Group {
  title: string
  findings: Finding[]
}

export const ok = (name: string, found: string): Finding => ({ status: 'ok', name, found, remedy: [] })

export const warn = (name: string, found: string, ...remedy: string[]): Finding => ({
  status: 'warn',
  name,
  found,
  remedy,
})

export const fail = (name: string, found: string, ...remedy: string[]): Finding => ({
  status: 'fail',
  name,
  found,
  remedy,
})

export const skipped = (name: string, why: string, ...remedy: string[]): Finding => ({
  status: 'skipped',
  name,
  found: why,
  remedy,
})

export function countFindings(groups: readonly Group[]): Record<Status, number> {
  const counts = { ok: 0, warn: 0, fail: 0, skipped: 0 }
  for (const { findings } of groups) for (const { status } of findings) counts[status] += 1
  return counts
}
