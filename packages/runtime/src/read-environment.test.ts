import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnvironment } from './read-environment.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bellhop-doctor-'))
})
afterEach(() => rm(dir, { recursive: true }))

const writeRunning = async () => {
  await mkdir(join(dir, '.bellhop'))
  await writeFile(join(dir, '.bellhop/running.env'), 'DATABASE_URL="running"\nWAHA_LINES="default"\n')
}

test('without any file it is the environment of the process', () => {
  expect(readEnvironment({ WAHA_LINES: 'spa' }, dir)).toEqual({
    env: { WAHA_LINES: 'spa' },
    source: 'the environment',
  })
})

test('.env fills in what the process does not say', async () => {
  await writeFile(join(dir, '.env'), 'DATABASE_URL=file\nWAHA_LINES=file\nWAHA_HOST=file\n')
  const { env, source } = readEnvironment({ WAHA_LINES: 'own', WAHA_HOST: '' }, dir)
  expect(env).toEqual({ DATABASE_URL: 'file', WAHA_LINES: 'own', WAHA_HOST: 'file' })
  expect(source).toBe('the environment and .env')
})

test('where nobody names a database, it is the hotel that npm start runs', async () => {
  await writeRunning()
  const { env, source } = readEnvironment({ WAHA_LINES: 'own' }, dir)
  expect(env).toEqual({ DATABASE_URL: 'running', WAHA_LINES: 'default' })
  expect(source).toContain('npm start')
})

test('a database that is named is never mixed with the hotel that npm start runs', async () => {
  await writeRunning()
  expect(readEnvironment({ DATABASE_URL: 'own' }, dir).env).toEqual({ DATABASE_URL: 'own' })
})
