import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { createWahaClient } from '@bellhop/gateways/waha'
import { expect, onTestFinished, test } from 'vitest'

const CHAT = { line: 'default', chatId: '6281234567890@c.us' }
/** Longer than a connection may take: what is given up before was given up for its connection. */
const SEND_TIMEOUT_MS = 8_000

test('a send whose connection hangs was never sent', async () => {
  const hosts = [`http://127.0.0.1:${await listenFrozen()}`, `https://127.0.0.1:${await listenSilent()}`]
  const failures = await Promise.allSettled(
    hosts.map((host) =>
      createWahaClient({ host, homeCountry: '62', sendTimeoutMs: SEND_TIMEOUT_MS }).sendText({
        ...CHAT,
        text: 'hello',
      }),
    ),
  )
  const neverSent = { reason: { code: 'connect-timeout', outcome: 'not-sent', status: null } }
  expect(failures).toMatchObject([neverSent, neverSent])
})

const LISTENER = `
const server = require('node:net').createServer()
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => console.log(server.address().port))`

/** A port on which nobody accepts: its process stands still, and its queue is full. */
async function listenFrozen(): Promise<number> {
  const child = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(said)
  child.kill('SIGSTOP')
  // The kernel takes one more than the queue is long.
  for (let place = 0; place < 2; place += 1) {
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
  }
  return port
}

/** A port that accepts and never says a word. */
async function listenSilent(): Promise<number> {
  const server = createServer((socket) => onClose.push(() => socket.destroy()))
  const onClose: (() => void)[] = []
  onTestFinished(() => {
    for (const close of onClose) close()
    server.close()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
