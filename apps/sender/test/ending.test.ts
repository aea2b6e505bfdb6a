import { connect, createServer, type Server, type Socket } from 'node:net'
import { createWahaClient } from '@bellhop/gateways/waha'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { eventually } from './eventually.ts'
import { createGate } from './gate.ts'
import { openHotel, type Hotel } from './hotel.ts'
import { openScene, type Scene } from './scene.ts'

describe.skipIf(!inject('redis'))('a sender that ends (I11)', () => {
  let hotel: Hotel
  let scene: Scene

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
  })
  beforeEach(async () => {
    scene = await openScene(hotel)
  })
  afterEach(() => scene.close())
  afterAll(() => hotel.close())

  test('waits for the send in flight, settles it, and begins no other', async () => {
    const [sending, mayAnswer] = [createGate(), createGate()]
    const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
    const sender = await scene.startSender(
      {},
      {
        waha: {
          ...client,
          sendText: async (message) => {
            sending.open()
            await mayAnswer.opened
            return client.sendText(message)
          },
        },
      },
    )
    const guest = await hotel.checkIn(scene.line)
    const [first, second] = [await hotel.write(guest, 'welcome'), await hotel.write(guest, 'auto_reply')]
    await scene.ring(guest, 'welcome')
    await sending.opened

    let isClosed = false
    const closed = sender.close().then(() => (isClosed = true))
    const other = await hotel.checkIn(scene.line)
    await hotel.write(other, 'staff_reply')
    await scene.ring(other, 'staff_reply')
    expect(isClosed).toBe(false)
    mayAnswer.open()
    await closed
    expect(await hotel.statusOf(first)).toBe('sent')
    expect(await hotel.statusOf(second)).toBe('pending')
    expect(scene.textsTo(other)).toEqual([])
  })

  test('leaves what it was typing to the next sender, and its ring too', async () => {
    const typing = createGate()
    const sender = await scene.startSender(
      { typing: true },
      {
        typingPauseMs: () => {
          typing.open()
          return 60_000
        },
      },
    )
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'welcome')
    await scene.ring(guest, 'welcome')
    await typing.opened
    await sender.close()
    expect(await hotel.read(id)).toMatchObject({ status: 'pending', attempts: 0 })

    await scene.startSender()
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
  })
})

describe.skipIf(!inject('redis'))('a sender that loses Postgres', () => {
  let hotel: Hotel
  let scene: Scene
  let proxy: Server
  let databaseUrl: string
  const sockets = new Set<Socket>()

  beforeAll(async () => {
    hotel = await openHotel(inject('postgres'))
    const { hostname, port } = new URL(hotel.databaseUrl)
    proxy = createServer((client) => {
      const server = connect(Number(port), hostname)
      for (const [from, to] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(from)
        from.pipe(to)
        from.on('error', () => to.destroy())
        from.on('close', () => sockets.delete(from))
      }
    })
    await listen(0)
    const url = new URL(hotel.databaseUrl)
    url.host = `127.0.0.1:${portOf(proxy)}`
    databaseUrl = url.href
  })
  beforeEach(async () => {
    scene = await openScene(hotel)
  })
  afterEach(() => scene.close())
  afterAll(async () => {
    await cut()
    await hotel.close()
  })

  const listen = (port: number) => new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve))

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => proxy.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }

  test('after WAHA took the message settles it as sent as soon as Postgres is back', async () => {
    const port = portOf(proxy)
    const [sent, isCut] = [createGate(), createGate()]
    const client = createWahaClient({ host: scene.waha.url, homeCountry: '62' })
    await scene.startSender(
      { databaseUrl },
      {
        waha: {
          ...client,
          sendText: async (message) => {
            const answer = await client.sendText(message)
            sent.open()
            await isCut.opened
            return answer
          },
        },
      },
    )
    const guest = await hotel.checkIn(scene.line)
    const [first, second] = [await hotel.write(guest, 'welcome'), await hotel.write(guest, 'auto_reply')]
    await scene.ring(guest, 'welcome')
    await sent.opened
    await cut()
    isCut.open()
    expect(await hotel.statusOf(first)).toBe('sending')

    await listen(port)
    await eventually(async () => expect(await hotel.statusOf(second)).toBe('sent'))
    expect(await hotel.read(first)).toMatchObject({ status: 'sent', attempts: 1 })
    expect(scene.textsTo(guest)).toEqual(['welcome', 'auto_reply'])
  })

  test('before it could look keeps the ring until Postgres is back', async () => {
    const port = portOf(proxy)
    const { url } = await scene.startSender({ databaseUrl })
    const guest = await hotel.checkIn(scene.line)
    const id = await hotel.write(guest, 'welcome')
    await cut()
    await scene.ring(guest, 'welcome')
    await eventually(async () => expect((await fetch(`${url}/readyz`)).status).toBe(503))
    await listen(port)
    await eventually(async () => expect(await hotel.statusOf(id)).toBe('sent'))
    expect(scene.textsTo(guest)).toEqual(['welcome'])
  })
})

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it does not listen on a port')
  return address.port
}
