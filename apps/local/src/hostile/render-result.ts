import type { HostileResult } from './run-hostile.ts'

const SHOWN_MAX = 5

/** The ledger as a table: what was promised, what was looked at, and each breach by its ids. */
export function renderResult({
  findings,
  decidedByStaff,
  unknown,
  failed,
  doubledByWaha,
}: HostileResult): string {
  const lines = findings.flatMap(({ invariant, promise, looked, violations }) => [
    `  ${violations.length === 0 ? 'held  ' : 'BROKEN'}  ${invariant}  ${promise.padEnd(60)}  ${looked}`,
    ...violations.slice(0, SHOWN_MAX).map((violation) => `            ${violation}`),
    ...(violations.length > SHOWN_MAX ? [`            and ${violations.length - SHOWN_MAX} more`] : []),
  ])
  return [
    '',
    ...lines,
    '',
    `  Proven absent twice and sent again by staff: ${decidedByStaff}. Undecided: ${unknown}. Failed: ${failed}. ` +
      `Made two by WAHA itself: ${doubledByWaha}.`,
    '',
    '',
  ].join('\n')
}
