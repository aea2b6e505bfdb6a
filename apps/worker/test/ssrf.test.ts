import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { InboundMessage } from '@bellhop/core'
import { startWahaSimulator, type WahaSimulator } from '@bellhop/gateways/waha/simulator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEADLINE, guestMessage, openHotel, type Hotel, type TestGuest } from './hotel.ts'

const BEACH = { mimetype: 'image/jpeg', filename: 'beach.jpg' }
const PICTURE = Buffer.from('the bytes of a picture')

let hotel: Hotel
let waha: WahaSimulator
let guest: TestGuest
/** Somebody on this machine who must not be asked: everybody who connects is counted. */
let canary: Server
let port: number
let connections: number

beforeEach(async () => {
  connections = 0
  canary = createServer((socket) => {
    connections += 1
    socket.on('error', () => undefined).end('HTTP/1.1 200 OK\r\ncontent-type: image/jpeg\r\n\r\nsecret')
  })
  // Every address of this machine, in IPv4 and IPv6.
  canary.listen(0)
  await once(canary, 'listening')
  port = (canary.address() as AddressInfo).port
  hotel = await openHotel()
  waha = await startWahaSimulator({ notWorkingDelayMs: 0 })
  guest = await hotel.checkIn()
  await hotel.startWorker({ WAHA_HOST: waha.url })
})
afterEach(async () => {
  await hotel.close()
  await waha.close()
  canary.close()
})

const errorOf = async ({ whatsappId }: InboundMessage) => {
  const row = await hotel.prisma.message.findFirstOrThrow({ where: { whatsappId } })
  return (row.media as { error?: string } | null)?.error
}

async function settled(...messages: InboundMessage[]): Promise<void> {
  await hotel.enqueue(...messages)
  const whatsappId = { in: messages.map((one) => one.whatsappId) }
  await expect
    .poll(() => hotel.prisma.message.count({ where: { whatsappId, mediaFetch: null } }), DEADLINE)
    .toBe(messages.length)
}

const withUrl = (url: string) =>
  guestMessage(guest, { content: 'image', text: null, media: { ...BEACH, url } })

describe('nobody but WAHA_HOST is asked', () => {
  test('for a file, however the address of another is written', async () => {
    const hosts = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '0',
      '[::ffff:127.0.0.1]',
      '127.0.0.1.nip.io',
      'LOCALHOST.',
      '①②⑦.⓪.⓪.①',
    ]
    const hostsOf = hosts.map((host) => `http://${host}:${port}`)
    const { host } = new URL(waha.url)
    const urls = [
      ...hostsOf.map((at) => `${at}/latest/meta-data/iam`),
      `http://${host}@127.0.0.1:${port}/x.jpeg`,
      `http://127.0.0.1:${port}#@${host}/x.jpeg`,
      `http://${host}\\@127.0.0.1:${port}/x.jpeg`,
      `//127.0.0.1:${port}/x.jpeg`,
      `http:127.0.0.1:${port}/x.jpeg`,
      `HTTP://127.0.0.1:${port}/x.jpeg`,
      `\thttp://127.0.0.1:${port}/x.jpeg`,
      'http://169.254.169.254/latest/meta-data/',
      'file:///etc/passwd',
      'file://localhost/etc/passwd',
      `ftp://127.0.0.1:${port}/x`,
      `gopher://127.0.0.1:${port}/_x`,
      'data:image/jpeg;base64,AAAA',
      `http://127.0.0.1:${port}/api/files/default/../../../x.jpeg`,
      `http://127.0.0.1:${port}/api/files/default/x.jpeg?next=http://127.0.0.1:${port}`,
    ]
    const messages = urls.map(withUrl)
    await settled(...messages)
    for (const [at, message] of messages.entries())
      expect(await errorOf(message), urls[at]).toBe('not a file of WAHA')
    expect(waha.requestedFiles).toEqual([])
    expect(connections).toBe(0)
  })

  test('for a file that lies at WAHA, whatever host its address names', async () => {
    const messages = await Promise.all(
      ['127.0.0.1', '[::1]', '2130706433'].map(async (host) => {
        const { id } = await waha.guest(guest.phone).writes(null, { media: { ...BEACH, content: PICTURE } })
        return { ...withUrl(`http://user:pass@${host}:${port}/api/files/default/${id}.jpeg`), whatsappId: id }
      }),
    )
    await settled(...messages)
    for (const message of messages) expect(await errorOf(message)).toBeUndefined()
    expect(waha.requestedFiles).toHaveLength(messages.length)
    expect(connections).toBe(0)
  })

  test('also where WAHA itself names another address, or leads there', async () => {
    const url = `http://127.0.0.1:${port}/x.jpeg`
    const { id } = await waha.guest(guest.phone).writes(null, { media: { ...BEACH, url, content: PICTURE } })
    const asked = guestMessage(guest, {
      whatsappId: id,
      content: 'image',
      text: null,
      media: { ...BEACH, error: 'download failed' },
    })
    await hotel.enqueue(asked)
    const led = await waha.guest(guest.phone).writes(null, { media: { ...BEACH, content: PICTURE } })
    waha.faults.files.next({ redirectTo: `http://127.0.0.1:${port}/x.jpeg` }, 2)
    const redirected = { ...withUrl(`${waha.url}/api/files/default/${led.id}.jpeg`), whatsappId: led.id }
    await settled(redirected)
    expect(await errorOf(redirected)).toBeUndefined()
    await expect
      .poll(() => hotel.prisma.message.count({ where: { whatsappId: id, status: 'applied' } }), DEADLINE)
      .toBe(1)
    expect(connections).toBe(0)
  })

  test('for what a guest’s words lead to', async () => {
    const words = [
      `http://127.0.0.1:${port}/look`,
      `see https://localhost:${port}/a.png and http://[::1]:${port}`,
      `![x](http://127.0.0.1:${port}/x.png) <img src="http://127.0.0.1:${port}/y.png">`,
    ]
    const texts = words.map((text) => guestMessage(guest, { text }))
    const place = guestMessage(guest, {
      content: 'location',
      text: words[0] ?? '',
      media: { latitude: 1, longitude: 2, name: words[0] ?? '', address: words[1] ?? '' },
    })
    const card = `BEGIN:VCARD\nFN:x\nPHOTO;VALUE=URI:http://127.0.0.1:${port}/p.jpg\nURL:http://127.0.0.1:${port}\nEND:VCARD`
    const contact = guestMessage(guest, { content: 'contact', text: null, media: { vcards: [card] } })
    await settled(...texts, place, contact)
    await expect
      .poll(
        () => hotel.prisma.message.count({ where: { direction: 'inbound', status: 'applied' } }),
        DEADLINE,
      )
      .toBe(texts.length + 2)
    expect(waha.requestedFiles).toEqual([])
    expect(connections).toBe(0)
  })
})
