import { createServer } from 'node:net'
import { once } from 'node:events'

import { createWahaMedia, readFileAddress, WahaError, type OpenFile } from '@bellhop/gateways/waha'
import type { WahaSimulatorOptions, WrittenOptions } from '@bellhop/gateways/waha/simulator'
import { expect, onTestFinished, test } from 'vitest'

import { startReceiver } from './support/receiver.ts'
import { startWaha } from './support/simulator.ts'

const API_KEY = 'a-secret-key'
const PICTURE = Buffer.from('the bytes of a picture')
const NEVER = new AbortController().signal
const FILE = { line: 'default', name: 'photo.jpeg' }

async function setUp(options: WahaSimulatorOptions = {}, fileTimeoutMs = 5_000) {
  const waha = await startWaha({ apiKey: API_KEY, ...options })
  const media = createWahaMedia({ host: waha.url, apiKey: API_KEY, fileTimeoutMs })
  waha.addFile('default', FILE.name, 'image/jpeg', PICTURE)
  return { waha, media }
}

async function readAll({ body }: OpenFile): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of body) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WahaError)) throw new Error('expected a WahaError', { cause: error })
  return error.code
}

test('a file is read with the key, and told with its type and size', async () => {
  const { media } = await setUp()
  const file = await media.openFile(FILE, NEVER)
  expect(file).toMatchObject({ mimetype: 'image/jpeg', size: PICTURE.length })
  expect(await readAll(file)).toEqual(PICTURE)
})

test.for([
  [{ answer: 404 }, 'not-found'],
  [{ answer: 500 }, 'server'],
  [{ answer: 503 }, 'server'],
  [{ answer: 'reset' }, 'reset'],
] as const)('an answer of %j is told as %s', async ([fault, code]) => {
  const { waha, media } = await setUp()
  waha.faults.files.next(fault)
  expect(await codeOf(media.openFile(FILE, NEVER))).toBe(code)
})

test('a wrong key, and a WAHA that is not there, are told as such', async () => {
  const { waha, media } = await setUp()
  const stranger = createWahaMedia({ host: waha.url, apiKey: 'wrong' })
  expect(await codeOf(stranger.openFile(FILE, NEVER))).toBe('unauthorized')
  await waha.close()
  expect(await codeOf(media.openFile(FILE, NEVER))).toBe('refused')
})

test('no redirect is followed', async () => {
  const { waha, media } = await setUp()
  const canary = await startReceiver()
  waha.faults.files.next({ redirectTo: canary.url })
  expect(await codeOf(media.openFile(FILE, NEVER))).toBe('unexpected')
  expect(canary.received).toEqual([])
})

test('a file that breaks off, or never ends, is told while it is read', async () => {
  const { waha, media } = await setUp({}, 500)
  waha.faults.files.next({ answer: 'cut' })
  expect(await codeOf(media.openFile(FILE, NEVER).then(readAll))).toBe('reset')
  waha.faults.files.next({ endless: true })
  const endless = await media.openFile(FILE, NEVER)
  const discard = async () => {
    for await (const _ of endless.body);
  }
  expect(await codeOf(discard())).toBe('timeout')
})

test('a file that is closed unread leaves no connection behind', async () => {
  const server = createServer((socket) => {
    socket.resume().on('error', () => undefined)
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n\r\nsome')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as { port: number }
  const closed = new Promise((resolve) =>
    server.once('connection', (socket) => socket.once('close', resolve)),
  )
  const file = await createWahaMedia({ host: `http://127.0.0.1:${port}` }).openFile(FILE, NEVER)
  file.close()
  await expect(closed).resolves.toBeDefined()
})

test('whoever ends does not wait for an answer', async () => {
  const { waha, media } = await setUp()
  waha.faults.files.next({ answer: 'none' })
  const ending = new AbortController()
  const opening = media.openFile(FILE, ending.signal)
  await expect.poll(() => waha.requestedFiles.length).toBe(1)
  ending.abort()
  await expect(opening).rejects.toThrow(WahaError)
})

test.for(['NOWEB', 'GOWS', 'WEBJS', 'WPP'] as const)(
  'a file that WAHA has deleted is fetched by it once more, and is there again (%s)',
  async (engine) => {
    const { waha, media } = await setUp({ engine })
    const guest = waha.guest('081234567890')
    const options: WrittenOptions = {
      media: { mimetype: 'application/pdf', filename: 'a.pdf', content: PICTURE },
    }
    const { id } = await guest.writes(null, options)
    waha.removeFile(`${id}.pdf`)
    expect(await codeOf(media.openFile({ line: 'default', name: `${id}.pdf` }, NEVER))).toBe('not-found')

    const address = { line: 'default', chatId: guest.chatId, fromMe: false, whatsappId: id }
    const found = await media.refetch(address, NEVER)
    expect(found).toMatchObject({ mimetype: 'application/pdf', filename: 'a.pdf' })
    const again = readFileAddress(found?.url ?? '', 'default')
    if (again === null) throw new Error('there is no file to fetch')
    expect(await media.openFile(again, NEVER).then(readAll)).toEqual(PICTURE)
  },
)

test('WAHA may not know a message, or fail to fetch its file', async () => {
  const { waha, media } = await setUp()
  const guest = waha.guest('081234567890')
  const address = { line: 'default', chatId: guest.chatId, fromMe: false, whatsappId: '3A00' }
  expect(await media.refetch(address, NEVER)).toBeNull()

  const failed = { mimetype: 'image/jpeg', url: null, error: 'download failed' }
  const { id } = await guest.writes(null, { media: failed })
  const found = await media.refetch({ ...address, whatsappId: id }, NEVER)
  expect(found).toEqual({ mimetype: 'image/jpeg', error: 'download failed' })
})
