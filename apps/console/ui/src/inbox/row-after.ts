/**
 * Which row comes next. From a conversation that has just left the list (`index` -1), the one that took its place is the next; from none
 * at all, the first.
 */
export function rowAfter({
  index,
  lastIndex,
  steps,
  count,
}: {
  index: number
  lastIndex: number
  steps: number
  count: number
}): number {
  const from = index >= 0 ? index : steps > 0 ? lastIndex - 1 : lastIndex
  return Math.max(0, Math.min(count - 1, from + steps))
}
