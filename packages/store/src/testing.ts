import { randomUUID } from 'node:crypto'

import pg from 'pg'

export { deployMigrations } from './migrate.ts'
export { checkMigrations } from './migration-check/check-migrations.ts'
export { PREVIOUS_RELEASE } from './migration-check/previous-release.ts'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

/** A database of its own for a test file: a copy of the migrated template, or empty without one. */
export async function createTestDatabase(server: {
  adminUrl: string
  template?: string
}): Promise<TestDatabase> {
  const name = `bellhop_test_${randomUUID().replaceAll('-', '')}`
  const copy = server.template === undefined ? '' : `TEMPLATE ${server.template}`
  await run(server.adminUrl, `CREATE DATABASE ${name} ${copy}`)
  const url = new URL(server.adminUrl)
  url.pathname = name
  return { url: url.href, drop: () => run(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function run(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
