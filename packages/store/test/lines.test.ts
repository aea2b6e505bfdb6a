import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  ensureLines,
  listLines,
  openStore,
  pauseLine,
  resumeLine,
  type PausedBy,
  type Store,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase } from '../src/testing.ts'

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

const find = async (name: string) => (await listLines(store.prisma)).find(({ line }) => line === name)

test('a line gets the pace that is configured, and keeps its pause through a restart', async () => {
  await ensureLines(store.prisma, ['spa', 'desk'], 3_000)
  await pauseLine(store.prisma, 'spa', 'operator', 'maintenance')
  await ensureLines(store.prisma, ['desk', 'spa'], 1_000)
  expect(await find('spa')).toMatchObject({
    sendIntervalMs: 1_000,
    pausedBy: 'operator',
    pausedReason: 'maintenance',
  })
  expect(await find('desk')).toMatchObject({ sendIntervalMs: 1_000, pausedBy: null, status: null })
})

describe('whose pause it is', () => {
  const NOBODY = null
  const cases: [before: PausedBy | null, pausing: PausedBy, after: PausedBy, reason: string][] = [
    [NOBODY, 'bellhop', 'bellhop', 'new'],
    [NOBODY, 'operator', 'operator', 'new'],
    ['bellhop', 'bellhop', 'bellhop', 'new'],
    ['bellhop', 'operator', 'operator', 'new'],
    ['operator', 'bellhop', 'operator', 'old'],
    ['operator', 'operator', 'operator', 'new'],
  ]
  test.each(cases)(
    'paused by %s, then by %s: it is the pause of %s',
    async (before, pausing, after, reason) => {
      const line = `pause-${before}-${pausing}`
      if (before !== null) await pauseLine(store.prisma, line, before, 'old')
      expect(await pauseLine(store.prisma, line, pausing, 'new')).toBe(after)
      expect(await find(line)).toMatchObject({ pausedBy: after, pausedReason: reason })
    },
  )
})

describe('who lifts it', () => {
  const cases: [paused: PausedBy, lifting: PausedBy, lifted: boolean][] = [
    ['bellhop', 'bellhop', true],
    ['bellhop', 'operator', true],
    ['operator', 'operator', true],
    ['operator', 'bellhop', false],
  ]
  test.each(cases)('paused by %s, lifted by %s: %s', async (paused, lifting, lifted) => {
    const line = `lift-${paused}-${lifting}`
    await pauseLine(store.prisma, line, paused, 'why')
    expect(await resumeLine(store.prisma, line, lifting)).toBe(lifted)
    expect(await find(line)).toMatchObject({
      pausedBy: lifted ? null : paused,
      pausedReason: lifted ? null : 'why',
    })
  })

  test('nothing is lifted where nothing is paused', async () => {
    await ensureLines(store.prisma, ['free'], 0)
    expect(await resumeLine(store.prisma, 'free', 'operator')).toBe(false)
  })
})
