import type { Verdict } from './verdict.ts'

const SHOWN_MAX = 8

/** The table at the end: invariant, promise, faults, events, violations, and each violation below its line. */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  const columns = ['', 'invariant', 'promise', 'faults injected', 'events', 'violations']
  const rows = verdicts.map(({ invariant, promise, faults, events, violations }) => [
    violations.length === 0 ? 'held' : 'BROKEN',
    invariant,
    promise,
    faults,
    events,
    String(violations.length),
  ])
  const widths = columns.map((name, index) =>
    Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)),
  )
  const toLine = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`.trimEnd()
  const lines = verdicts.flatMap(({ violations }, index) => [
    toLine(rows[index] ?? []),
    ...violations.slice(0, SHOWN_MAX).map((violation) => `            ${violation}`),
    ...(violations.length > SHOWN_MAX ? [`            and ${violations.length - SHOWN_MAX} more`] : []),
  ])
  return ['', toLine(columns), ...lines, ''].join('\n')
}
