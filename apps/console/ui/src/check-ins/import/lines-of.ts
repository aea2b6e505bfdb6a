import type { ImportRow } from '../contract.ts'

/** Of a list its first line and those lines that were wrong, as they were written. */
export function linesOf(csv: string, rows: readonly ImportRow[]): string {
  const lines = csv.split(/\r\n|\r|\n/)
  const wrong = rows.filter(({ outcome }) => outcome === 'wrong').map(({ line }) => lines[line - 1] ?? '')
  return [lines[0] ?? '', ...wrong].join('\n')
}
