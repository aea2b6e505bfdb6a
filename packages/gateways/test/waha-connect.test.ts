import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

import { createWahaClient } from '@bellhop/gateways/waha'
import { expect, onTestFinished, test } from 'vitest'

const CHAT = { line: 'default', chatId: '6281234567890@c.us' }
/** Longer than a connection may take. */
const SEND_TIMEOUT_MS = 8_000

test('a send whose connection hangs was never sent', async () => {
  const hosts = [
    `http://127.0.0.1:${(await listenFrozen()).port}`,
    `https://127.0.0.1:${await listenSilent()}`,
  ]
  const failures = await Promise.allSettled(
    hosts.map((host) =>
      createWahaClient({ host, homeCountry: '62', sendTimeoutMs: SEND_TIMEOUT_MS }).sendText({
        ...CHAT,
        text: 'hello',
      }),
    ),
  )
  // By the time limit of the connection, not by that of the send.
  const cause = { code: 'UND_ERR_CONNECT_TIMEOUT' }
  const neverSent = { reason: { code: 'connect-timeout', outcome: 'not-sent', status: null, cause } }
  expect(failures).toMatchObject([neverSent, neverSent])
})

test('a send that is given up while it connects does not leave later', async () => {
  const { port, thaw } = await listenFrozen()
  const client = createWahaClient({ host: `http://127.0.0.1:${port}`, homeCountry: '62', sendTimeoutMs: 200 })
  await expect(client.sendText({ ...CHAT, text: 'hello' })).rejects.toMatchObject({
    code: 'connect-timeout',
    outcome: 'not-sent',
  })
  expect(await thaw()).toEqual(['0 bytes', '0 bytes', '0 bytes'])
})

const LISTENER = `
const server = require('node:net').createServer((socket) => {
  socket.resume().on('error', () => {}).on('close', () => console.log(socket.bytesRead + ' bytes'))
})
server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => console.log(server.address().port))`

/**
 * A port on which nobody accepts: its process stands still, and its queue is full. `thaw` lets it go on and gives what it has
 * read from the two connections in its queue and from the next one.
 */
async function listenFrozen(): Promise<{ port: number; thaw: () => Promise<string[]> }> {
  const child = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  const port = Number(said)
  child.kill('SIGSTOP')
  // The kernel takes one more than the queue is long.
  const queued: Socket[] = []
  for (let place = 0; place < 2; place += 1) {
    const socket = connect(port, '127.0.0.1')
    queued.push(socket)
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
  }
  return {
    port,
    async thaw() {
      for (const socket of queued) socket.destroy()
      child.kill('SIGCONT')
      const lines = createInterface({ input: child.stdout })
      const said: string[] = []
      for await (const line of lines) if (said.push(line) === 3) break
      return said
    },
  }
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
