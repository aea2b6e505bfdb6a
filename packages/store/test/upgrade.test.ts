import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { claimHiddenQuestion, newId, openStore, type Store } from '../src/index.ts'
import { deployMigrations } from '../src/migrate.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

const MIGRATIONS = new URL('../../../prisma/migrations/', import.meta.url).pathname
const BEFORE = ['20261122000000_init', '20261122000100_invariants', '20261122000200_recent']

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  store = openStore({ databaseUrl: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

test('WAHA is asked for every hidden user of whom the previous release kept a message, whatever its state', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-migrations-'))
  for (const name of BEFORE) await cp(join(MIGRATIONS, name), join(dir, name), { recursive: true })
  expect(await deployMigrations(database.url, dir)).toEqual(BEFORE)
  await rm(dir, { recursive: true })
  for (const status of ['received', 'applied', 'set_aside'])
    await store.prisma.$executeRaw`
      INSERT INTO messages (id, line, chat_id, direction, role, kind, whatsapp_id, from_me, sent_at, status)
      VALUES (${newId()}::uuid, 'default', ${`${status}@lid`}, 'inbound', 'User', 'text', ${status}, false, now(),
              ${status}::message_status)`

  await deployMigrations(database.url)
  const asked = []
  for (;;) {
    const question = await claimHiddenQuestion(store.prisma, ['default'], 60_000)
    if (question === null) break
    asked.push(question.chatId)
  }
  expect(asked.toSorted()).toEqual(['applied@lid', 'received@lid', 'set_aside@lid'])
})
