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

/** A page of rows whose ids grow with time, as Prisma asks for them. */
export function newestFirst<Where extends object>({ limit, before }: PageRequest, where: Where) {
  const older = before === null ? {} : { id: { lt: before } }
  return { where: { ...where, ...older }, orderBy: { id: 'desc' }, take: rowsFor(limit) } as const
}

/** How many rows to read for a page: one more than it shows, to know whether there is a next one. */
export const rowsFor = (limit: number): number => limit + 1

export function toPage<Row extends { id: string }, T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  return { items: shown.map(read), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
