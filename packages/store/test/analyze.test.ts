import { expect, inject, test } from 'vitest'

import { openStore } from '@bellhop/store'
import { createTestDatabase } from '@bellhop/store/testing'

test('no column of the messages makes Postgres look at more of them than the others do', async () => {
  const database = await createTestDatabase(inject('postgres'))
  const store = openStore({ databaseUrl: database.url })
  // Of an index only its expressions: of others it has no statistics.
  const columns = await store.prisma.$queryRaw<{ name: string; target: number | null }[]>`
    SELECT attrelid::regclass || '.' || attname AS name, attstattarget::int AS target
    FROM pg_attribute LEFT JOIN pg_index ON indexrelid = attrelid
    WHERE attnum > 0 AND NOT attisdropped
      AND (attrelid = 'messages'::regclass OR indrelid = 'messages'::regclass AND indkey[attnum - 1] = 0)`
  await store.close()
  await database.drop()

  expect(columns.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['messages.text', 'messages_time_idx.coalesce', 'messages_outbox_guest_idx.expr']),
  )
  expect(columns.filter(({ target }) => target === null || target > 25)).toEqual([])
})
