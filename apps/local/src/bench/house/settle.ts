import pg from 'pg'

/**
 * What a database does by itself within a minute: it counts what has come, writes it out and forgets what is gone. Until then it plans as if
 * its tables were as empty as they were at the start.
 */
export async function settle(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('VACUUM (ANALYZE)')
    await client.query('CHECKPOINT')
  } finally {
    await client.end()
  }
}
