import type { Store } from '@bellhop/store'

/** What Postgres has done so far. */
export interface PostgresUse {
  /** Statements, BEGIN and COMMIT included: each is a round trip. */
  statements: number
  /** Time that it was at them, in ms. */
  busyMs: number
  walBytes: number
}

export interface TopStatement {
  text: string
  calls: number
  busyMs: number
}

export async function readPostgresUse({ prisma }: Store): Promise<PostgresUse> {
  const [use] = await prisma.$queryRaw<PostgresUse[]>`
    SELECT coalesce(sum(calls), 0)::float8 AS statements, coalesce(sum(total_exec_time), 0) AS "busyMs",
           (pg_current_wal_lsn() - '0/0'::pg_lsn)::float8 AS "walBytes"
    FROM pg_stat_statements`
  return use ?? { statements: 0, busyMs: 0, walBytes: 0 }
}

/** What it was at for longest, since the counters began anew. */
export async function readTopStatements({ prisma }: Store, count: number): Promise<TopStatement[]> {
  return prisma.$queryRaw`
    SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 100) AS text, calls::float8 AS calls, total_exec_time AS "busyMs"
    FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT ${count}::int`
}

export async function beginAnew({ prisma }: Store): Promise<void> {
  await prisma.$executeRaw`SELECT pg_stat_statements_reset()`
}
