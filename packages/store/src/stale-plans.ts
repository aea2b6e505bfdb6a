import type pg from 'pg'

/** The columns of each table, by the table's oid. */
export type Columns = ReadonlyMap<string, string>

/** As they are for this transaction. */
export async function readColumns(client: pg.Client): Promise<Columns> {
  const { rows } = await client.query<{ table: string; columns: string }>(`
    SELECT attrelid::text AS table, string_agg(format('%s %s', attname, atttypid), ', ' ORDER BY attnum) AS columns
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
    GROUP BY attrelid`)
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

/**
 * Ends the connections of our apps if a table that was there has other columns by now. A statement that was prepared for the ones
 * it had, and gives all of them, fails on its connection from then on. Whoever connects again waits until this
 * transaction is over, and prepares it for the new ones. Ours are known by their name, or by the one that `DATABASE_URL` gives
 * to all. Other migrations have prepared nothing, and only wait for their turn; a queue has tables of its own.
 */
export async function endStalePlans(client: pg.Client, before: Columns): Promise<void> {
  const now = await readColumns(client)
  if ([...before].every(([table, columns]) => now.get(table) === columns)) return
  await client.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
      AND application_name NOT IN ('bellhop-migrate', 'bellhop-queue')
      AND (application_name LIKE 'bellhop%' OR application_name = current_setting('application_name'))`)
}
