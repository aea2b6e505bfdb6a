import type { Mutant } from './mutant.ts'
import type { Verdict } from './try-mutant.ts'

export interface Tried {
  mutant: Mutant
  verdict: Verdict
}

/** A row a mutant, by invariant and name, and how many were caught. */
export function renderTable(tried: readonly Tried[]): string {
  const rows = tried
    .toSorted((a, b) => numberOf(a.mutant) - numberOf(b.mutant) || (a.mutant.name < b.mutant.name ? -1 : 1))
    .map(({ mutant, verdict }) => [mutant.invariant, mutant.guard, mutant.name, fateOf(mutant, verdict)])
  const table = [['', 'guard', 'mutant', 'caught by'], ...rows]
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const caught = tried.filter(({ verdict }) => verdict.type === 'caught').length
  const survived = tried.filter(isSurvivor).length
  return [...lines, '', `${caught} caught, ${survived} survived`].join('\n')
}

/** Nobody caught it, and nobody has shown that another guard does its work. A broken mutant proves as little. */
export function isSurvivor({ mutant, verdict }: Tried): boolean {
  return verdict.type === 'broken' || (verdict.type === 'survived' && mutant.redundantWith === undefined)
}

function fateOf({ redundantWith }: Mutant, verdict: Verdict): string {
  if (verdict.type === 'caught') return verdict.by
  if (verdict.type === 'broken') return `BROKEN: ${verdict.why.split('\n', 1)[0]}`
  return redundantWith === undefined ? 'SURVIVED' : `held by another guard, see ${redundantWith}`
}

const numberOf = ({ invariant }: Mutant): number => Number(invariant.slice(1))
