import { Prisma } from './generated/client.ts'

/**
 * That long from now, in milliseconds. Cut to the milliseconds that a column has, where Postgres would round: what is due in
 * 0 ms is so for whoever asks next, and not half a millisecond later.
 */
export const dueIn = (ms: number | null): Prisma.Sql =>
  Prisma.sql`date_trunc('milliseconds', clock_timestamp() + ${ms}::float8 * interval '1 ms')`
