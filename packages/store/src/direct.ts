import type { QueryConfig, QueryResult } from 'pg'
import { Prisma } from './generated/client.ts'

/** What can run a statement: a store's client, alone, or a transaction. */
export interface Queryable {
  $queryRaw<Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>
  /** Gives how many rows it concerned. */
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>
}

/** A client of `pg`, or its pool. */
export interface Runner {
  query(config: QueryConfig): Promise<QueryResult>
}

/**
 * Runs statements by `pg` itself. Prisma's layers took a seventh of what worker and sender do, so what every message needs goes past them. Rows are as `pg` reads them: times are dates, JSON is parsed, `bigint` is a text.
 */
export function createDirect(runner: Runner, nameOf: (text: string) => string): Queryable {
  async function run(query: TemplateStringsArray | Prisma.Sql, values: unknown[]): Promise<QueryResult> {
    const sql = query instanceof Prisma.Sql ? query : Prisma.sql(query, ...values)
    const { text } = sql
    return runner.query({ name: nameOf(text), text, values: sql.values })
  }
  return {
    $queryRaw: async <Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) =>
      (await run(query, values)).rows as Rows,
    $executeRaw: async (query, ...values) => (await run(query, values)).rowCount ?? 0,
  }
}
