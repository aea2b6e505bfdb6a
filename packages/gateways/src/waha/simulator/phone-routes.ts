import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Exchange } from './exchange.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Phone, PhoneEvent } from './phone.ts'

/** One message of WhatsApp holds this much. */
const TEXT_LENGTH_MAX = 65_536
const JUMP_MAX_MS = 30 * 24 * 3_600_000

/** What a screen shows first: everything so far. Then come {@link PhoneEvent}s. */
export type ScreenEvent =
  | PhoneEvent
  | { type: 'screen'; phone: string; name: string; now: number; isTyping: boolean; entries: Phone['entries'] }

/** The phones over HTTP, for the page and for a guest in the terminal. */
export function addPhoneRoutes(server: FastifyInstance, book: PhoneBook, exchange: Exchange): void {
  const streams = new Set<FastifyReply>()
  server.addHook('preClose', async () => {
    for (const stream of streams) stream.raw.end()
  })

  server.get('/simulator/guests', () => book.list().map(({ digits, name }) => ({ phone: digits, name })))

  /** Puts a number into the list of those to pick from. */
  server.put('/simulator/guests/:phone', (request, reply) =>
    withPhone(request, reply, ({ digits, name }) => reply.send({ phone: digits, name })),
  )

  server.post('/simulator/guests/:phone/messages', (request, reply) =>
    withPhone(request, reply, (phone) => {
      const text = field(request, 'text')
      if (typeof text !== 'string' || text === '' || text.length > TEXT_LENGTH_MAX)
        return refuse(reply, 'text')
      const { id, sentAt } = exchange.guestWrites(phone, text)
      return reply.code(202).send({ id, sentAt })
    }),
  )

  server.post('/simulator/guests/:phone/clock', (request, reply) =>
    withPhone(request, reply, (phone) => {
      const byMs = field(request, 'advanceMs')
      if (typeof byMs !== 'number' || !(byMs > 0 && byMs <= JUMP_MAX_MS)) return refuse(reply, 'advanceMs')
      phone.advanceClock(byMs)
      return reply.send({ now: phone.now() })
    }),
  )

  server.get('/simulator/guests/:phone/events', (request, reply) =>
    withPhone(request, reply, (phone) => {
      const { digits, name, isTyping, entries } = phone
      const write = (event: ScreenEvent) => reply.raw.write(`data: ${JSON.stringify(event)}\n\n`)
      reply.hijack()
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      write({ type: 'screen', phone: digits, name, now: phone.now(), isTyping, entries })
      const stop = phone.watch(write)
      streams.add(reply)
      reply.raw.once('close', () => {
        stop()
        streams.delete(reply)
      })
      return reply
    }),
  )

  function withPhone(
    request: FastifyRequest,
    reply: FastifyReply,
    act: (phone: Phone) => FastifyReply,
  ): FastifyReply {
    const phone = book.find((request.params as { phone: string }).phone)
    return phone === null ? refuse(reply, 'phone') : act(phone)
  }
}

function field(request: FastifyRequest, name: string): unknown {
  return (request.body as Record<string, unknown> | null | undefined)?.[name]
}

function refuse(reply: FastifyReply, name: string): FastifyReply {
  return reply.code(400).send({ error: `${name} is missing or not usable` })
}
