/** Which part of a list, newest first. */
export interface PageRequest {
  limit: number
  /** Only what is older than the row with this id; null to begin at the newest. */
  before: string | null
}

export interface Page<T> {
  items: T[]
  /** The `before` of the next page; null if there is none. */
  next: string | null
}

/** How Prisma reads one row more than the page has, to know whether there is a next one. Ids grow with time. */
export function pageQuery({ limit, before }: PageRequest) {
  return { take: limit + 1, orderBy: { id: 'desc' as const }, ...olderThan(before) }
}

export function toPage<Row extends { id: string }, T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  return { items: shown.map(read), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

function olderThan(before: string | null) {
  return before === null ? {} : { where: { id: { lt: before } } }
}
