import { createHmac } from 'node:crypto'
import { Queue } from 'bullmq'
import { fastify } from 'fastify'
import { queueSettings } from '../bare/queue-settings.ts'
import { serveParent } from '../child/serve-parent.ts'

/** Checks the signature, and adds the whole webhook to the queue. */
serveParent({
  async start({ redisUrl, hmacKey }: { redisUrl: string; hmacKey: string }) {
    const queue = new Queue('incoming', queueSettings(redisUrl, 'naive'))
    const app = fastify()
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      const expected = createHmac('sha512', hmacKey).update(body).digest('hex')
      if (request.headers['x-webhook-hmac'] !== expected) return done(new Error('bad signature'))
      done(null, JSON.parse(body.toString()))
    })
    // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Fastify takes them
    app.post('/webhook/waha', async (request) => {
      await queue.add('message', request.body)
      return { status: 'accepted' }
    })
    return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1', backlog: 2_000 })).port)
  },
})
