import { openStore, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createSweep, type SweepDeps } from '../src/sweep.ts'
import { silentLog } from './silent-log.ts'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await createTestDatabase(inject('postgres'))
  store = openStore({ databaseUrl: database.url })
})
afterAll(async () => {
  await store.close()
  await database.drop()
})

/** What a round comes to whose first step fails like that; the last step is the quarantine. */
async function sweepWith(error: Error): Promise<string[]> {
  const reached: string[] = []
  const deps = {
    store,
    apply: async () => {
      throw error
    },
    askNumbers: () => reached.push('hidden'),
    failedInbound: {
      take: async () => {
        reached.push('quarantine')
        return []
      },
    },
    followLines: async () => 0,
    tellSilence: async () => 0,
    returnToAgent: async () => 0,
    idleLimitMs: 1_800_000,
    log: silentLog,
  }
  await createSweep(deps as unknown as SweepDeps)()
  return reached
}

test.each([
  ['is refused by Postgres', {}],
  ['is the victim of a deadlock', { code: '40P01' }],
  ['takes longer than its transaction may', { code: 'P2028' }],
])('a step that %s keeps none of the others from its turn', async (_, facts) => {
  const reached = await sweepWith(Object.assign(new Error('a step failed'), facts))
  expect(reached).toEqual(['hidden', 'quarantine'])
})
