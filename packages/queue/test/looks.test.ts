import { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDoorbells, openOutboundWorker } from '../src/index.ts'
import { backends, openRedis, type TestQueue } from './backends.ts'
import { closeAfterEach } from './opened.ts'

const DEADLINE = { timeout: 15_000, interval: 10 }
const noRedis = backends.some(({ backend, skip }) => backend === 'redis' && skip)
/** Scripts by how many keys they have and what the first one is. */
const SCRIPTS: Record<string, string> = {
  '4 wait': 'count',
  '9 marker': 'add',
  '11 wait': 'look',
  '14 wait': 'finish',
}

let queue: TestQueue
let watch: Redis
const opened = closeAfterEach()

beforeEach(async ({ skip }) => {
  if (noRedis) return skip('no redis-server on this machine')
  queue = await openRedis()
  watch = await new Redis(queue.queueUrl).monitor()
  return undefined
})

afterEach(async () => {
  watch?.disconnect()
  await queue?.drop()
})

test('a worker looks once for a lone ring and waits for the next, while it answers', async () => {
  const asked = listen()
  const answered: string[] = []
  await opened(
    openOutboundWorker({
      ...queue,
      lines: ['default'],
      concurrency: 5,
      handle: async ({ guestId }) => void answered.push(guestId),
    }),
  )
  const bells = await opened(openDoorbells(queue))
  await expect.poll(asked, DEADLINE).toContain('wait')
  await bells.ringOutbound([{ line: 'default', guestId: 'g1', kind: 'auto_reply' }])
  await expect.poll(() => afterAdd(asked()), DEADLINE).toEqual(['add', 'count', 'finish', 'look', 'wait'])
  await bells.ringOutbound([{ line: 'default', guestId: 'g2', kind: 'auto_reply' }])
  await expect.poll(() => answered, DEADLINE).toEqual(['g1', 'g2'])
})

/** What the queue was asked for, in words. */
function listen(): () => string[] {
  const asked: string[] = []
  watch.on('monitor', (_time: string, [command = '', first = '', keys = '', key = ''], source: string) => {
    const script = key.startsWith(queue.prefix) ? SCRIPTS[`${keys} ${key.split(':').at(-1)}`] : undefined
    if (command === 'bzpopmin' && first.startsWith(queue.prefix)) asked.push('wait')
    else if (source !== 'lua' && script !== undefined) asked.push(script)
  })
  return () => asked
}

function afterAdd(asked: string[]): string[] {
  return asked.slice(asked.indexOf('add')).toSorted()
}
