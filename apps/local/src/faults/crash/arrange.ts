import type { Case } from './run-cases.ts'

/** In an order by chance, but first of all, each effect of each app once in each way, in whatever scenario. */
export function arrange(cases: readonly Case[], random: () => number): Case[] {
  const shuffled = cases
    .map((one) => ({ one, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
  const first = new Map(shuffled.toReversed().map((one) => [kindOf(one), one]))
  const firsts = new Set(first.values())
  return [...shuffled.filter((one) => firsts.has(one)), ...shuffled.filter((one) => !firsts.has(one))]
}

/** Which effect of which app it breaks in which way. */
export function kindOf({ point: { app, effect }, mode }: Case): string {
  return `${app} ${effect} ${mode}`
}
