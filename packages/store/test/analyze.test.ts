import { expect, inject, test } from 'vitest'

import { openStore } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'

test('no column of the messages makes Postgres look at more of them than the others do', async () => {
  const database = await createTestDatabase(inject('postgres'))
  const store = openStore({ databaseUrl: database.url })
  // The columns of an index are its expressions here: of others it has no statistics.
  const columns = await store.prisma.$queryRaw<{ name: string; target: number | null }[]>`
    SELECT attrelid::regclass || '.' || attname AS name, attstattarget::int AS target
    FROM pg_attribute LEFT JOIN pg_index ON indexrelid = attrelid
    WHERE attnum > 0 AND NOT attisdropped
      AND (attrelid = 'messages'::regclass OR indrelid = 'messages'::regclass AND indexprs IS NOT NULL)`
  await store.close()
  await database.drop()

  expect(columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['messages.text', 'messages_time_idx.coalesce']),
  )
  expect(columns.filter(({ target }) => target === null || target > 25)).toEqual([])
})
