import type { ImportRow } from '../contract.ts'

/** What may stand above the line with the columns: nothing, or what divides them. */
const ABOVE = /^(?:sep=.)?[\s,;]*$/i

/** Of a list the line with the columns, what stands above it, and those lines that were wrong, as they were written. */
export function linesOf(csv: string, rows: readonly ImportRow[]): string {
  const lines = csv.split(/\r\n|\r|\n/)
  const wrong = rows.filter(({ outcome }) => outcome === 'wrong').map(({ line }) => lines[line - 1] ?? '')
  const head = lines.slice(0, lines.findIndex((line) => !ABOVE.test(line)) + 1)
  return [...head, ...wrong].join('\n')
}
