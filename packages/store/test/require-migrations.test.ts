import { afterEach, beforeEach, expect, inject, test } from 'vitest'

import { deployMigrations } from '../src/migrate.ts'
import { requireMigrations } from '../src/require-migrations.ts'
import { openStore, type Store } from '../src/store.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

let database: TestDatabase
let store: Store

beforeEach(async () => {
  database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  store = openStore({ databaseUrl: database.url })
})

afterEach(async () => {
  await store.close()
  await database.drop()
})

test('a database that was never migrated is refused, and told how to mend it', async () => {
  await expect(requireMigrations(store)).rejects.toThrow(/lacks 20261122000000_init.*npm run db:migrate/)
})

test('a database that lacks the last migration is refused by its name', async () => {
  const names = await deployMigrations(database.url)
  await store.prisma.$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name = ${names.at(-1)}`
  await expect(requireMigrations(store)).rejects.toThrow(`lacks ${names.at(-1)}:`)
})

test('a migrated database is fine, also one that a newer release has migrated further', async () => {
  await deployMigrations(database.url)
  await store.prisma.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '2999_newer', now())`
  await expect(requireMigrations(store)).resolves.toBeUndefined()
})

test('a database that does not answer is let pass: it may come later', async () => {
  const nowhere = openStore({ databaseUrl: 'postgresql://bellhop:secret@127.0.0.1:1/bellhop' })
  await expect(requireMigrations(nowhere)).resolves.toBeUndefined()
  await nowhere.close()
})
