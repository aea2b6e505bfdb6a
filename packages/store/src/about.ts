import type { Prisma } from './generated/client.ts'

/** The SQL about these items; none for none. */
export function about<T>(items: readonly T[], toSql: (items: readonly T[]) => Prisma.Sql): Prisma.Sql[] {
  return items.length > 0 ? [toSql(items)] : []
}
