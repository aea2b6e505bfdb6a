import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { createDirect, type Runner } from '../src/direct.ts'
import { newId, settleFreeSent } from '../src/index.ts'
import { createTestDatabase } from '../src/testing.ts'

test('a settle looks for its id by the whole key, also with a plan that was made for an empty table', async () => {
  const database = await createTestDatabase(inject('postgres'))
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await client.query('SET plan_cache_mode = force_generic_plan')
  const plans: string[] = []
  const explaining: Runner = {
    async query({ text }) {
      await client.query(`PREPARE settle AS ${text}`)
      const answer = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN EXECUTE settle ('{}', '{}', '{}')`)
      plans.push(answer.rows.map((row) => row['QUERY PLAN']).join('\n'))
      return { ...answer, rows: [] }
    },
  }
  const claim = { id: newId(), token: newId(), whatsappId: '3EB0', ownId: null }
  await settleFreeSent(
    createDirect(explaining, () => ''),
    [claim],
  )
  expect(plans[0]).toMatch(/on messages o\b.*\n\s+Index Cond: .*whatsapp_id = /)
  await client.end()
  await database.drop()
})
