import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId, openStore, type Store } from '@bellhop/store'
import { createTestDatabase, type TestDatabase } from '@bellhop/store/testing'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const PHONE = '081234567890'

describe.skipIf(!inject('redis'))('npm run erase', () => {
  let database: TestDatabase
  let store: Store
  let mediaDir: string
  beforeAll(async () => {
    database = await createTestDatabase(inject('postgres'))
    store = openStore({ databaseUrl: database.url, poolMax: 2 })
    mediaDir = await mkdtemp(join(tmpdir(), 'bellhop-media-'))
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
    await rm(mediaDir, { recursive: true })
  })

  const run = (...args: string[]) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const env = {
        ...process.env,
        DATABASE_URL: database.url,
        QUEUE_URL: inject('redis') ?? '',
        MEDIA_DIR: mediaDir,
      }
      const command = ['--import', 'tsx', '--conditions=bellhop-source', 'apps/worker/src/erase-command.ts']
      execFile(process.execPath, [...command, ...args], { cwd: ROOT, env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
      )
    })

  test('erases whom it is told of, says how much that was, and never the number', async () => {
    await store.prisma.guest.create({ data: { id: newId(), phone: PHONE, name: 'Budi', locale: 'id' } })
    const { said } = await run('--phone', '+62 812-3456-7890')
    const [erasure] = await store.prisma.erasure.findMany()
    expect(await store.prisma.guest.count()).toBe(0)
    expect(said).toContain(`"erasureId":"${erasure?.id}","counts":{"guests":1}`)
    expect(said).not.toMatch(/81234567890|3456|Budi/)
  }, 60_000)

  test('ends with 2 and says how it is called when the number is missing or is none, and never repeats it', async () => {
    for (const args of [[], ['--phone', '12345x'], ['--fone', '12345x'], ['12345x']]) {
      const { code, said } = await run(...args)
      expect(code).toBe(2)
      expect(said).toContain('npm run erase -- --phone')
      expect(said).not.toContain('12345x')
    }
  }, 60_000)
})
