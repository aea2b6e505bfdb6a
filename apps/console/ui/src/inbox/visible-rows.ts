/** The rows that are on the screen, and a few beyond, so that a fast finger sees no gap. `end` is the first that isn't. */
export function visibleRows({
  scrollTop,
  height,
  rowHeight,
  count,
  extra = 6,
}: {
  scrollTop: number
  height: number
  rowHeight: number
  count: number
  extra?: number
}): { start: number; end: number } {
  const first = Math.floor(scrollTop / rowHeight)
  const shown = Math.ceil(height / rowHeight) + 1
  const start = Math.min(Math.max(0, first - extra), Math.max(0, count - 1))
  return { start, end: Math.min(count, Math.max(first, 0) + shown + extra) }
}

/** Where to scroll for a row to be seen whole; null if it is. */
export function scrollFor(
  index: number,
  { scrollTop, height, rowHeight }: { scrollTop: number; height: number; rowHeight: number },
): number | null {
  const top = index * rowHeight
  if (top < scrollTop) return top
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : null
}
