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

/** How many rows to read for a page: one more than it shows, to know whether there is a next one. */
export const rowsFor = ({ limit }: PageRequest): number => limit + 1

export function toPage<Row extends { id: string }, T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  return { items: shown.map(read), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
