import { once } from 'node:events'
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { InboundMessage, Media } from '@bellhop/core'
import { startWahaSimulator, type WahaSimulator } from '@bellhop/gateways/waha/simulator'
import type { App } from '@bellhop/runtime'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { DEADLINE, guestMessage, NO_SWEEP, openHotel, type Hotel, type TestGuest } from './hotel.ts'
import { openProxy } from './proxy.ts'

const API_KEY = 'key-of-waha'
const PICTURE = Buffer.from('the bytes of a picture')
const BEACH = { mimetype: 'image/jpeg', filename: 'my secret beach.jpg' }

let hotel: Hotel
let waha: WahaSimulator
let guest: TestGuest

beforeEach(async () => {
  hotel = await openHotel()
  waha = await startWahaSimulator({ apiKey: API_KEY, notWorkingDelayMs: 0 })
  guest = await hotel.checkIn()
})
afterEach(async () => {
  await hotel.close()
  await waha.close()
})

const startWorker = (env: NodeJS.ProcessEnv = {}, overrides = {}): Promise<App> =>
  hotel.startWorker({ WAHA_HOST: waha.url, WAHA_API_KEY: API_KEY, ...env }, overrides)

/** A photo that lies at WAHA, and the event that tells of it. */
async function photo(facts: Partial<InboundMessage> = {}, content = PICTURE): Promise<InboundMessage> {
  const { id } = await waha.guest(guest.phone).writes(null, { media: { ...BEACH, content } })
  const media = { ...BEACH, url: `http://localhost:3000/api/files/default/${id}.jpeg` }
  return guestMessage(guest, { whatsappId: id, content: 'image', text: null, media, ...facts })
}

/** A photo that WAHA knows nothing of any more. */
async function lostPhoto(facts: Partial<InboundMessage> = {}): Promise<InboundMessage> {
  const message = await photo(facts)
  waha.removeFile(`${message.whatsappId}.jpeg`)
  return { ...message, whatsappId: `${message.whatsappId}00` }
}

async function mediaOf({ whatsappId }: InboundMessage): Promise<Media | null> {
  const row = await hotel.prisma.message.findFirst({ where: { whatsappId } })
  return (row?.media ?? null) as Media | null
}

const waiting = () => hotel.prisma.mediaFetch.findMany()
/** Ends when these messages are stored and nobody waits for a file. */
async function settled(...messages: InboundMessage[]): Promise<void> {
  const whatsappId = { in: messages.map((one) => one.whatsappId) }
  await expect
    .poll(() => hotel.prisma.message.count({ where: { whatsappId, mediaFetch: null } }), DEADLINE)
    .toBe(messages.length)
}
/** Every file below MEDIA_DIR. */
const files = async () =>
  (await readdir(hotel.mediaDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))

async function contentOf(message: InboundMessage): Promise<Buffer> {
  return readFile(join(hotel.mediaDir, (await mediaOf(message))?.path ?? 'nowhere'))
}

describe('the file of a message', () => {
  test('is fetched as soon as the message is stored, and stands under a name of our own', async () => {
    await startWorker({}, NO_SWEEP)
    const message = await photo()
    await hotel.enqueue(message)
    await expect.poll(() => mediaOf(message), DEADLINE).toMatchObject({ size: PICTURE.length })

    const row = await hotel.prisma.message.findFirstOrThrow({ where: { whatsappId: message.whatsappId } })
    const month = row.createdAt.toISOString().slice(0, 7)
    expect(row.media).toEqual({
      ...message.media,
      size: PICTURE.length,
      path: `default/${month}/${row.id}.jpg`,
    })
    expect(await contentOf(message)).toEqual(PICTURE)
    await settled(message)
    expect(hotel.logged.join('')).not.toMatch(/secret beach|\/api\/files/)
  })

  test('that WAHA has deleted is fetched by WAHA once more', async () => {
    await startWorker()
    const message = await photo()
    waha.removeFile(`${message.whatsappId}.jpeg`)
    await hotel.enqueue(message)
    await settled(message)
    expect(await contentOf(message)).toEqual(PICTURE)
  })

  test('that WAHA had failed to fetch is asked for by the message', async () => {
    await startWorker()
    const message = await photo({ media: { error: 'missing in the event' } })
    await hotel.enqueue(message)
    await settled(message)
    const { error, mimetype, filename } = (await mediaOf(message)) ?? {}
    expect({ error, mimetype, filename }).toEqual({ error: undefined, ...BEACH })
    expect(await contentOf(message)).toEqual(PICTURE)
  })

  test('that nobody has any more is looked for again later, each time a little later', async () => {
    await startWorker()
    const message = await lostPhoto()
    await hotel.enqueue(message)
    await expect.poll(waiting, DEADLINE).toMatchObject([{ attempts: 1, error: 'WAHA does not have it' }])
    await expect.poll(waiting, DEADLINE).toMatchObject([{ attempts: 2 }])
  })

  test('is given up in the end, with the reason, and the message is as good as any', async () => {
    await startWorker()
    const message = await lostPhoto({ text: 'the sea' })
    await hotel.enqueue(message)
    await expect.poll(waiting, DEADLINE).toMatchObject([{ attempts: 1 }])
    await hotel.prisma.mediaFetch.updateMany({ data: { attempts: 7, nextAttemptAt: new Date() } })
    await settled(message)
    expect(await mediaOf(message)).toEqual({ ...message.media, error: 'WAHA does not have it' })
    expect(await hotel.prisma.message.findFirst({ where: { whatsappId: message.whatsappId } })).toMatchObject(
      {
        status: 'applied',
        text: 'the sea',
        error: null,
      },
    )
  })

  test.for([
    ['by its size', { content: 'x'.repeat(3_000) }],
    ['although its size is not told', { endless: true }],
  ] as const)('that is too large is left alone %s, and nothing of it stays', async ([, file]) => {
    await startWorker({ MEDIA_MAX_SIZE: '2KB' })
    const message = await photo({}, Buffer.from('content' in file ? file.content : 'x'))
    if ('endless' in file) waha.faults.files.next({ endless: true })
    await hotel.enqueue(message)
    await settled(message)
    expect(await mediaOf(message)).toEqual({ ...message.media, error: 'too large' })
    expect(await files()).toEqual([])
  })

  test.for(['text/html', 'image/svg+xml', 'application/x-msdownload'])(
    'that is %s is not kept, whether the event says so or WAHA',
    async (mimetype) => {
      await startWorker()
      const [told, found] = [await photo(), await photo()]
      await hotel.enqueue({ ...told, media: { ...told.media, mimetype } })
      await settled(told)
      expect(waha.requestedFiles).toEqual([])

      waha.faults.files.next({ mimetype })
      await hotel.enqueue(found)
      await settled(found)
      expect([await mediaOf(told), await mediaOf(found)]).toMatchObject([
        { error: 'type not allowed' },
        { error: 'type not allowed' },
      ])
      expect(await files()).toEqual([])
    },
  )

  test('is asked of WAHA_HOST alone, whatever the event says and wherever WAHA points', async () => {
    const asked: (string | undefined)[] = []
    const canary = createServer((request, response) => {
      asked.push(request.url)
      response.end()
    })
    canary.listen(0, '127.0.0.1')
    await once(canary, 'listening')
    onTestFinished(() => void canary.close())
    const host = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`

    await startWorker()
    const foreign = [`${host}/picture.jpeg`, 'http://169.254.169.254/latest/meta-data', 'file:///etc/passwd']
    const messages = await Promise.all(foreign.map((url) => photo({ media: { ...BEACH, url } })))
    await hotel.enqueue(...messages)
    await settled(...messages)
    for (const message of messages)
      expect(await mediaOf(message)).toEqual({ ...message.media, error: 'not a file of WAHA' })
    expect(waha.requestedFiles).toEqual([])

    const elsewhere = await photo()
    const url = `${host}/api/files/default/${elsewhere.whatsappId}.jpeg`
    await hotel.enqueue({ ...elsewhere, media: { ...BEACH, url } })
    await settled(elsewhere)
    expect(await contentOf(elsewhere)).toEqual(PICTURE)

    waha.faults.files.next({ redirectTo: `${host}/picture.jpeg` })
    const redirected = await photo()
    await hotel.enqueue(redirected)
    await expect.poll(() => mediaOf(redirected), DEADLINE).toMatchObject({ size: PICTURE.length })
    expect(asked).toEqual([])
  })
})

describe('while WAHA is away', () => {
  test.for([{ answer: 500 }, { answer: 401 }, { answer: 'reset' }, { answer: 'cut' }] as const)(
    'with %j, a file waits without spending an attempt, and comes when WAHA is back',
    async (fault) => {
      await startWorker()
      waha.faults.files.always(fault)
      const message = await photo()
      await hotel.enqueue(message)
      await expect.poll(waiting, DEADLINE).toMatchObject([{ attempts: 0, error: 'away' }])
      await expect.poll(() => waha.requestedFiles.length, DEADLINE).toBeGreaterThan(1)
      expect(await waiting()).toMatchObject([{ attempts: 0 }])
      waha.faults.files.clear()
      await settled(message)
      expect(await contentOf(message)).toEqual(PICTURE)
      expect(await files()).toHaveLength(1)
    },
  )

  test('for a day, a file is given up', async () => {
    await startWorker()
    waha.faults.files.always({ answer: 503 })
    const message = await photo()
    await hotel.enqueue(message)
    await expect.poll(waiting, DEADLINE).toMatchObject([{ error: 'away' }])
    const createdAt = new Date(Date.now() - 25 * 3_600_000)
    await hotel.prisma.mediaFetch.updateMany({ data: { createdAt, nextAttemptAt: new Date() } })
    await settled(message)
    expect(await mediaOf(message)).toMatchObject({ error: 'not fetched in time' })
  })
})

describe('a worker', () => {
  test('that was killed after a download leaves it to the next, which takes it again', async () => {
    const message = await photo()
    const first = await startWorker()
    await hotel.enqueue(message)
    await settled(message)
    await first.close()
    const { path, size, ...before } = (await mediaOf(message)) ?? {}
    const { id } = await hotel.prisma.message.findFirstOrThrow({ where: { whatsappId: message.whatsappId } })
    await hotel.prisma.message.update({ where: { id }, data: { media: before } })
    await hotel.prisma.mediaFetch.create({ data: { messageId: id } })

    await startWorker()
    await settled(message)
    expect(await mediaOf(message)).toEqual({ ...before, path, size })
    expect(await files()).toEqual([join(hotel.mediaDir, path ?? '')])
  })

  test('removes what a killed one left half-way, and nothing that may be under way', async () => {
    await (await startWorker()).close()
    const [old, young] = ['old.part', 'young.part'].map((name) => join(hotel.mediaDir, '.incoming', name))
    for (const path of [old, young]) await writeFile(path ?? '', 'half a pic')
    const hours = new Date(Date.now() - 2 * 3_600_000)
    await utimes(old ?? '', hours, hours)
    await startWorker({}, { mediaCleaningMs: 20 })
    await expect.poll(files, DEADLINE).toEqual([young])
  })

  test('fetches nothing that another one is fetching', async () => {
    await startWorker()
    await startWorker()
    waha.faults.files.always({ delayMs: 700 })
    const messages = await Promise.all(Array.from({ length: 6 }, () => photo()))
    await hotel.enqueue(...messages)
    await settled(...messages)
    expect(waha.requestedFiles.toSorted()).toEqual(
      messages.map(({ whatsappId }) => `${whatsappId}.jpeg`).toSorted(),
    )
  })

  test('that loses Postgres during a download notes the file when Postgres is back', async () => {
    const postgres = await openProxy(hotel.databaseUrl)
    onTestFinished(() => postgres.close())
    const worker = await startWorker({ DATABASE_URL: postgres.url })
    waha.faults.files.next({ delayMs: 300 })
    const message = await photo()
    await hotel.enqueue(message)
    await expect.poll(() => waha.requestedFiles.length, DEADLINE).toBe(1)
    await postgres.cut()
    await expect.poll(files, DEADLINE).toHaveLength(1)
    await expect.poll(() => hotel.logged.join(''), DEADLINE).toContain('postgres does not answer')
    await postgres.heal()
    await settled(message)
    expect(await contentOf(message)).toEqual(PICTURE)
    expect(waha.requestedFiles).toHaveLength(1)
    await worker.close()
  })

  test('that ends does not wait for a file, and the next one has it at once', async () => {
    const worker = await startWorker()
    waha.faults.files.next({ answer: 'none' })
    const message = await photo()
    await hotel.enqueue(message)
    await expect.poll(() => waha.requestedFiles.length, DEADLINE).toBe(1)
    await worker.close()
    expect(await waiting()).toMatchObject([{ attempts: 0, error: null }])

    await startWorker()
    await settled(message)
    expect(await contentOf(message)).toEqual(PICTURE)
  })

  test('that finds its folder spoilt says so, and goes on when it is mended', async () => {
    await startWorker()
    await rm(join(hotel.mediaDir, '.incoming'), { recursive: true })
    await writeFile(join(hotel.mediaDir, '.incoming'), '')
    const message = await photo()
    await hotel.enqueue(message)
    await expect.poll(() => hotel.logged.join(''), DEADLINE).toContain('media could not be kept')
    await rm(join(hotel.mediaDir, '.incoming'))
    await (await startWorker()).close()
    await settled(message)
    expect(await contentOf(message)).toEqual(PICTURE)
  })

  test('does not start where it can keep no file, and says what to do', async () => {
    const place = join(hotel.mediaDir, 'a file')
    await writeFile(place, '')
    await expect(startWorker({ MEDIA_DIR: place })).rejects.toThrow(/^MEDIA_DIR: nothing can be written to /)
  })

  test('counts what it fetched and what waits', async () => {
    const worker = await startWorker()
    waha.faults.files.next({ answer: 500 })
    const message = await photo()
    await hotel.enqueue(message)
    await settled(message)
    const metrics = await (await fetch(`${worker.url}/metrics`)).text()
    expect(metrics).toContain('bellhop_media_fetches_total{outcome="fetched"} 1')
    expect(metrics).toContain('bellhop_media_fetches_total{outcome="away"} 1')
    expect(metrics).toContain('bellhop_media_waiting 0')
  })
})
