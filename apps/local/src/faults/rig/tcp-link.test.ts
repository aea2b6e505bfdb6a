import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { openLink, type Link } from './tcp-link.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close()
})

/** A server that says what it was asked, and by which of its names. */
async function startEcho(name = 'echo'): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      heard.push(bytes.toString())
      socket.write(`${name}: ${bytes.toString()}`)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => server.close())
  return { port: (server.address() as AddressInfo).port, heard }
}

async function openTo(...ports: number[]): Promise<Link> {
  const link = await openLink(ports)
  closers.push(() => link.close())
  return link
}

async function ask(link: Link, question: string, socket?: Socket): Promise<string> {
  const asked = socket ?? connect(link.port, '127.0.0.1')
  closers.push(() => asked.destroy())
  asked.write(question)
  return new Promise((resolve) => {
    asked.once('data', (bytes) => resolve(bytes.toString()))
    asked.once('error', (error) => resolve('code' in error ? String(error.code) : 'error'))
    asked.once('close', () => resolve('closed'))
  })
}

describe('a link', () => {
  test('carries questions and answers', async () => {
    const { port } = await startEcho()
    expect(await ask(await openTo(port), 'hello')).toBe('echo: hello')
  })

  test('that is down refuses, and is there again on the same port', async () => {
    const { port } = await startEcho()
    const link = await openTo(port)
    await link.down()
    expect(await ask(link, 'hello')).toBe('ECONNREFUSED')
    await link.up()
    expect(await ask(link, 'hello')).toBe('echo: hello')
  })

  test('that swallows everything keeps it, and brings it when it is up', async () => {
    const { port, heard } = await startEcho()
    const link = await openTo(port)
    link.blackhole()
    const answer = ask(link, 'hello')
    expect(await ask(await openTo(port), 'meanwhile')).toBe('echo: meanwhile')
    expect(heard).toEqual(['meanwhile'])
    await link.up()
    expect(await answer).toBe('echo: hello')
  })

  test('that comes up while a connection is being made carries the question once', async () => {
    const { port, heard } = await startEcho()
    const link = await openTo(port)
    const socket = connect(link.port, '127.0.0.1')
    for (let turn = 0; turn < 100; turn += 1) {
      await link.up()
      await nextTurn()
    }
    expect(await ask(link, 'hello', socket)).toBe('echo: hello')
    // By then a second one had been heard too.
    await sleep(50)
    expect(heard).toEqual(['hello'])
  })

  test('that is slow brings all in its order, also when it is slow no more, and before the end', async () => {
    const server = createServer((socket) => socket.end('the answer'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closers.push(() => server.close())
    const { port, heard } = await startEcho()
    const [link, ending] = [await openTo(port), await openTo((server.address() as AddressInfo).port)]
    ending.delay(50)
    expect(await ask(ending, 'question')).toBe('the answer')

    link.delay(50)
    const socket = connect(link.port, '127.0.0.1')
    const answer = ask(link, 'first ', socket)
    // It has to be on its way, or both would be one piece.
    await sleep(20)
    await link.up()
    socket.write('second')
    await answer
    await expect.poll(() => heard.join('')).toBe('first second')
  })

  test('that loses an answer has carried the question', async () => {
    const { port, heard } = await startEcho()
    const link = await openTo(port)
    link.dropAnswers(1)
    expect(await ask(link, 'first')).toBe('ECONNRESET')
    expect(heard).toEqual(['first'])
    expect(await ask(link, 'second')).toBe('echo: second')
  })

  test('breaks what is open when it is reset', async () => {
    const { port } = await startEcho()
    const link = await openTo(port)
    const socket = connect(link.port, '127.0.0.1')
    expect(await ask(link, 'hello', socket)).toBe('echo: hello')
    socket.removeAllListeners('error')
    const broken = once(socket, 'error')
    link.reset()
    expect(await broken).toMatchObject([{ code: 'ECONNRESET' }])
  })

  test('to several servers takes turns, and passes over one that is gone', async () => {
    const [one, two] = [await startEcho('one'), await startEcho('two')]
    const link = await openTo(one.port, two.port)
    const answers = [await ask(link, 'a'), await ask(link, 'a')]
    expect(answers.toSorted()).toEqual(['one: a', 'two: a'])
    link.leadTo([one.port, 1])
    expect([await ask(link, 'b'), await ask(link, 'b')]).toEqual(['one: b', 'one: b'])
  })
})
