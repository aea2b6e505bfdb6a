import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'

import type { ChangeFeed } from '../change-feed.ts'

/** Proxies and Node end a connection on which nothing moves, and whoever hears nothing knows that it is dead. */
const BEAT_MS = 10_000
/** Then it is begun anew, and whoever is logged in no more stays outside. */
const STREAM_MAX_MS = 300_000
/** Whoever reads so slowly begins anew. */
const UNREAD_MAX_BYTES = 256 * 1024
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-accel-buffering': 'no',
}

/** What changes, as it changes: a stream of server-sent events. */
export const eventRoutes: FastifyPluginCallbackZod<{ feed: Pick<ChangeFeed, 'listen'> }> = (
  api,
  { feed },
  done,
) => {
  const streams = new Set<() => void>()
  api.addHook('preClose', async () => {
    for (const end of streams) end()
  })

  api.get(
    '/events',
    {
      exposeHeadRoute: false,
      schema: {
        tags: ['Inbox'],
        summary: 'Hear of each change of a session',
        description:
          'text/event-stream. `hello`: from now on nothing is missed, so read what you show now. `change`: its data has the session_id of a session that is new, was changed or has ended; of the one that was named in `session` each message counts. Nothing more is told: read it. `beat`: the connection is alive, every ten seconds.',
        querystring: z.object({ session: z.uuid('No such id.').optional().describe('That you look at') }),
      },
    },
    (request, reply) => {
      const { raw } = reply.hijack()
      raw.writeHead(200, HEADERS).flushHeaders()
      const write = (text: string) => {
        if (raw.writableLength > UNREAD_MAX_BYTES) raw.destroy()
        else raw.write(text)
      }
      const stop = feed.listen({
        sessionId: request.query.session ?? null,
        onReady: () => write(toEvent('hello', {})),
        onChange: (ids) => write(ids.map((id) => toEvent('change', { session_id: id })).join('')),
      })
      const beating = setInterval(() => write(toEvent('beat', {})), BEAT_MS)
      const end = () => raw.end()
      const ending = setTimeout(end, STREAM_MAX_MS)
      streams.add(end)
      raw.on('close', () => {
        stop()
        clearInterval(beating)
        clearTimeout(ending)
        streams.delete(end)
      })
    },
  )
  done()
}

function toEvent(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}
