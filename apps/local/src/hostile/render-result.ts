import type { HostileResult } from './run-hostile.ts'

const SHOWN_MAX = 5

/** The ledger as a table: what was promised, what was looked at, and each breach by its ids. */
export function renderResult({ findings, unknown, failed, doubledByWaha }: HostileResult): string {
  const lines = findings.flatMap(({ invariant, promise, looked, violations }) => [
    `  ${violations.length === 0 ? 'held  ' : 'BROKEN'}  ${invariant}  ${promise.padEnd(60)}  ${looked}`,
    ...violations.slice(0, SHOWN_MAX).map((violation) => `            ${violation}`),
    ...(violations.length > SHOWN_MAX ? [`            and ${violations.length - SHOWN_MAX} more`] : []),
  ])
  return [
    '',
    ...lines,
    '',
    `  Left for staff to decide: ${unknown}. Called failed: ${failed}. Texts that WAHA sent twice by itself: ${doubledByWaha}.`,
    '',
    '',
  ].join('\n')
}
