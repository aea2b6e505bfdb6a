import { createHmac, timingSafeEqual } from 'node:crypto'
import { Queue } from 'bullmq'
import { fastify } from 'fastify'
import { serveParent } from '../child/serve-parent.ts'
import { JOB_OPTIONS, queueSettings } from './queue-settings.ts'

interface Webhook {
  session: string
  payload: { id: string; from: string; body: string; timestamp: number }
}

/** A route that does no more than it must: HMAC, `JSON.parse`, and one `add`. */
serveParent({
  async start({ redisUrl, hmacKey }: { redisUrl: string; hmacKey: string }) {
    const queue = new Queue('webhooks', queueSettings(redisUrl, 'bare'))
    const app = fastify()
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    )
    app.post('/webhook/waha', async (request, reply) => {
      const raw = request.body as Buffer
      const expected = createHmac('sha512', hmacKey).update(raw).digest()
      const given = Buffer.from(String(request.headers['x-webhook-hmac']), 'hex')
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.code(401).send()
      const { session, payload } = JSON.parse(raw.toString()) as Webhook
      const { id, from, body, timestamp } = payload
      await queue.add(
        'message',
        { line: session, id, chatId: from, text: body, sentAt: timestamp },
        JOB_OPTIONS,
      )
      return { status: 'accepted' }
    })
    return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1', backlog: 2_000 })).port)
  },
})
