import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { deployMigrations } from '../src/migrate.ts'
import type { MigrationCheck } from '../src/migration-check/check-migrations.ts'
import { MIGRATIONS_DIR, readMigrations } from '../src/migrations.ts'
import { checkMigrations, createTestDatabase, PREVIOUS_RELEASE, type TestDatabase } from '../src/testing.ts'
import { openMigrations, type MigrationsFixture } from './migrations-fixture.ts'
import { ROWS_EVERYWHERE } from './rows-everywhere.ts'

/** From nothing on, as the database of a hotel has come to be. */
async function checkAll(check: MigrationCheck): Promise<Record<string, string[]>> {
  const empty = await createTestDatabase({ adminUrl: inject('postgres').adminUrl })
  try {
    return await checkMigrations(empty.url, check)
  } finally {
    await empty.drop()
  }
}

test('no migration since the previous release locks a running hotel out, or takes away what that release builds on', async () => {
  const found = await checkAll({ rows: ROWS_EVERYWHERE })
  expect(Object.entries(found).flatMap(([name, harm]) => harm.map((one) => `${name} ${one}`))).toEqual([])
})

test('each migration has a time of its own, so that their order does not hang on their words', async () => {
  const times = (await readMigrations(MIGRATIONS_DIR)).map(({ name }) =>
    name.slice(0, '20261122000000'.length),
  )
  expect(times).toEqual([...new Set(times)])
})

test('a table of the previous release without rows is told, since nothing could be seen of it', async () => {
  const rows = ROWS_EVERYWHERE.replace(/INSERT INTO media_fetches.*;/, '')
  await expect(checkAll({ rows })).rejects.toThrow('needs more than 10 rows in media_fetches')
})

describe('the check of migrations', () => {
  let released: TestDatabase
  let migrated: TestDatabase
  let migrations: MigrationsFixture
  beforeAll(async () => {
    const { adminUrl } = inject('postgres')
    released = await createTestDatabase({ adminUrl })
    const all = await readMigrations(MIGRATIONS_DIR)
    const old = all.filter(({ name }) => name <= PREVIOUS_RELEASE.lastMigration)
    const fixture = await openMigrations(Object.fromEntries(old.map(({ name, script }) => [name, script])))
    await deployMigrations(released.url, fixture.dir)
    await fixture.remove()
  })
  afterAll(() => released.drop())
  beforeEach(async () => {
    const template = new URL(released.url).pathname.slice(1)
    migrated = await createTestDatabase({ ...inject('postgres'), template })
    migrations = await openMigrations()
  })
  afterEach(async () => {
    await migrations.remove()
    await migrated.drop()
  })

  /** What is found in these, as if they came next after the previous release. */
  async function find(scripts: string[], retired: string[] = []): Promise<string[]> {
    for (const [index, script] of scripts.entries()) await migrations.write(`99999999_${index}`, script)
    const release = { ...PREVIOUS_RELEASE, retired }
    const found = await checkMigrations(migrated.url, { dir: migrations.dir, release, rows: ROWS_EVERYWHERE })
    expect(Object.keys(found)).toHaveLength(scripts.length)
    return Object.values(found).flat()
  }

  const PRICED = 'ALTER TABLE messages ADD price int'
  test.each([
    ['a nullable column', [PRICED]],
    ['a column with a constant default', ['ALTER TABLE messages ADD price int NOT NULL DEFAULT 0']],
    ['a new table', ['CREATE TABLE notes (id uuid PRIMARY KEY, text text)', 'CREATE INDEX ON notes (text)']],
    [
      'a new table that refers to an old one',
      ['CREATE TABLE notes (id uuid PRIMARY KEY, message_id uuid REFERENCES messages ON DELETE CASCADE)'],
    ],
    ['a new table that takes over old rows', ['CREATE TABLE notes AS SELECT id, text FROM messages']],
    [
      'an index that is built concurrently',
      ['CREATE INDEX CONCURRENTLY messages_text_idx ON messages (text)'],
    ],
    [
      'a constraint that is validated by the next one',
      [
        'ALTER TABLE messages ADD CONSTRAINT has_text CHECK (text IS NOT NULL) NOT VALID',
        'ALTER TABLE messages VALIDATE CONSTRAINT has_text',
      ],
    ],
    [
      'a reference that is validated by the next one',
      [
        'ALTER TABLE message_events ADD message_id uuid, ADD FOREIGN KEY (message_id) REFERENCES messages NOT VALID',
        'ALTER TABLE message_events VALIDATE CONSTRAINT message_events_message_id_fkey',
      ],
    ],
    [
      'NOT NULL that a valid constraint proves, of a column of its own',
      [
        'ALTER TABLE messages ADD price int DEFAULT 0, ADD CONSTRAINT priced CHECK (price IS NOT NULL) NOT VALID',
        'ALTER TABLE messages VALIDATE CONSTRAINT priced',
        'ALTER TABLE messages ALTER price SET NOT NULL',
      ],
    ],
    ['a value of an enum', [`ALTER TYPE message_kind ADD VALUE 'poll'`]],
    ['a change of all lines, which are few', [`UPDATE lines SET paused_reason = 'moved'`]],
    ['an index that nobody needs any more', ['DROP INDEX messages_hidden_idx']],
  ])('lets %s pass', async (_, scripts) => {
    expect(await find(scripts)).toEqual([])
  })

  test.each([
    ['CREATE INDEX ON messages (text)', 'reads all of messages while nobody can write to messages'],
    ['ALTER TABLE messages ALTER attempts TYPE bigint', 'writes all of messages anew'],
    ['ALTER TABLE messages ADD token uuid DEFAULT gen_random_uuid()', 'writes all of messages anew'],
    ['TRUNCATE quarantined_events', 'writes all of quarantined_events anew'],
    [
      'ALTER TABLE messages ALTER text SET NOT NULL',
      'reads all of messages while nobody can write to messages',
    ],
    [
      'ALTER TABLE messages ADD CONSTRAINT has_text CHECK (text IS NOT NULL)',
      'reads all of messages while nobody can write to messages',
    ],
    [
      'ALTER TABLE messages ADD CONSTRAINT c CHECK (text IS NOT NULL) NOT VALID; ALTER TABLE messages VALIDATE CONSTRAINT c',
      'reads all of messages while nobody can write to messages',
    ],
    [
      'ALTER TABLE messages ADD FOREIGN KEY (phone) REFERENCES guests (phone)',
      'reads all of messages while nobody can write to guests, messages',
    ],
    [
      'ALTER TABLE guests ADD vip bool; INSERT INTO hidden_chats SELECT line, id::text FROM messages',
      'reads all of messages while nobody can write to guests',
    ],
    [`UPDATE messages SET source = 'api'`, 'changes many rows of messages at once'],
    [`UPDATE messages SET source = 'api' WHERE phone > '082'`, 'changes many rows of messages at once'],
    ['DELETE FROM media_fetches', 'changes many rows of media_fetches at once'],
    ['LOCK TABLE messages', 'locks messages and changes nothing about it'],
    ['LOCK TABLE messages IN SHARE MODE', 'locks messages and changes nothing about it'],
    [
      PRICED.replace('int', 'int NOT NULL'),
      'fails: column "price" of relation "messages" contains null values',
    ],
  ])('finds what is wrong with %s', async (script, harm) => {
    expect(await find([script])).toContain(harm)
  })

  test.each([
    ['ALTER TABLE guests DROP locale', 'takes away the column guests.locale'],
    ['ALTER TABLE guests RENAME locale TO language', 'takes away the column guests.locale'],
    ['DROP TABLE media_fetches', 'takes away the table media_fetches'],
    ['ALTER TABLE media_fetches RENAME TO fetches', 'takes away the table media_fetches'],
    ['DROP VIEW unmatched_messages', 'takes away the table unmatched_messages'],
    [`ALTER TYPE message_role RENAME VALUE 'User' TO 'Guest'`, 'takes away the value message_role.User'],
    [
      'DROP INDEX messages_line_from_me_whatsapp_id_key',
      'takes away the unique key of messages (line, from_me, whatsapp_id)',
    ],
    ['ALTER TABLE messages ALTER attempts DROP DEFAULT', 'takes away the default of messages.attempts'],
    ['ALTER TABLE lines ALTER paused_reason TYPE varchar', 'makes lines.paused_reason a character varying'],
  ])('finds that the previous release cannot bear %s', async (script, harm) => {
    expect(await find([script])).toContain(`${harm}, which the previous release builds on`)
  })

  test('finds a column of an old table that every writer has to give, however gently it came', async () => {
    const found = await find([
      `ALTER TABLE lines ADD place text; UPDATE lines SET place = 'lobby'; ALTER TABLE lines ALTER place SET NOT NULL`,
    ])
    expect(found).toEqual([
      'wants lines.place from whoever writes a row, which the previous release builds on',
    ])
  })

  test('tells each thing once, at the migration that does it', async () => {
    expect(await find(['ALTER TABLE guests DROP locale', PRICED])).toHaveLength(1)
  })

  test('lets go what the previous release has stopped using', async () => {
    expect(
      await find(
        ['ALTER TABLE guests DROP locale', 'DROP TABLE media_fetches'],
        ['guests.locale', 'media_fetches'],
      ),
    ).toEqual([])
  })

  test('exempts what the previous release has brought', async () => {
    const release = { ...PREVIOUS_RELEASE, lastMigration: '20261122000100_invariants' }
    const rows = ROWS_EVERYWHERE.replaceAll(/INSERT INTO (media_fetches|hidden_chats) .*?;/gs, '')
    const found = await checkAll({ release, rows })
    expect(Object.keys(found)[0]).toBe('20261122000200_recent')
    expect(found['20261122000200_recent']).toEqual(
      ['message_events', 'messages'].map(
        (name) => `reads all of ${name} while nobody can write to message_events, messages`,
      ),
    )
  })
})
