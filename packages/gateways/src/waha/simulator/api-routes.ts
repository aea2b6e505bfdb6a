import type { FastifyInstance, FastifyRequest } from 'fastify'

import { answering, notFound, type Answer, type ApiFault } from './api-answer.ts'
import type { TakeableFaults } from '../../faults/fault-plan.ts'
import { messagePayload } from './bodies/message.ts'
import type { Exchange } from './exchange.ts'
import { serveFiles, type FileFault } from './file-route.ts'
import type { FileShelf } from './file-shelf.ts'
import { readHistory } from './history.ts'
import { newWhatsappId } from './ids.ts'
import type { Settings } from './options.ts'
import type { PhoneBook } from './phone-book.ts'
import { createSending } from './sending.ts'
import type { Hook } from './session-config.ts'
import { addSessionRoutes } from './session-routes.ts'

/** The calls that faults can be planned for. */
export const OPERATIONS = [
  'sendText',
  'sendSeen',
  'startTyping',
  'stopTyping',
  'newMessageId',
  'session',
  'serverVersion',
  'lidToPhone',
  'phoneToLid',
  'chatMessages',
  'getMessage',
  'ping',
] as const

export type Operation = (typeof OPERATIONS)[number]

export interface ApiDeps {
  settings: Settings
  book: PhoneBook
  exchange: Exchange
  hook: Hook
  files: FileShelf
  faults: Record<Operation, TakeableFaults<ApiFault>>
  fileFaults: TakeableFaults<FileFault>
}

const BAD_JSON = { statusCode: 400, error: 'Bad Request', message: 'Unexpected token in JSON' }

/** WAHA's HTTP API, as far as Bellhop calls it: what it answers, and what it refuses in which words. */
export function addApiRoutes(server: FastifyInstance, deps: ApiDeps): void {
  const { settings, book, exchange, files, faults, fileFaults } = deps
  const { sendText, onPhone } = createSending(deps)

  server.get(
    '/ping',
    answering(faults.ping, () => ({ status: 200, body: { message: 'pong' } })),
  )

  void server.register(
    async (api) => {
      // WAHA answers 400, not 415, to what is no JSON.
      api.addContentTypeParser('*', (_request, _payload, done) => done(Object.assign(new Error(), BAD_JSON)))
      api.setErrorHandler((_error, _request, reply) => reply.code(400).send(BAD_JSON))
      api.addHook('onRequest', async (request, reply) => {
        if (settings.apiKey === null || request.headers['x-api-key'] === settings.apiKey) return
        await reply.code(401).send({ message: 'Unauthorized', statusCode: 401 })
      })

      api.post('/sendText', answering(faults.sendText, sendText))
      api.post(
        '/sendSeen',
        answering(
          faults.sendSeen,
          onPhone((phone) => phone.markSeen(), { status: 201 }),
        ),
      )
      api.post(
        '/startTyping',
        answering(
          faults.startTyping,
          onPhone((phone) => phone.setTyping(true), TYPED),
        ),
      )
      api.post(
        '/stopTyping',
        answering(
          faults.stopTyping,
          onPhone((phone) => phone.setTyping(false), TYPED),
        ),
      )

      api.get('/:session/new-message-id', answering(faults.newMessageId, newMessageId))
      addSessionRoutes(api, deps)
      api.get('/server/version', answering(faults.serverVersion, serverVersion))
      api.get('/:session/lids/:lid', answering(faults.lidToPhone, lidOf))
      api.get('/:session/lids/pn/:phone', answering(faults.phoneToLid, lidOfPhone))
      api.get('/:session/chats/:chatId/messages', answering(faults.chatMessages, historyOf))
      api.get('/:session/chats/:chatId/messages/:id', answering(faults.getMessage, messageOf))
      api.get('/files/:session/:file', serveFiles(files, fileFaults))
    },
    { prefix: '/api' },
  )

  function newMessageId(): Answer {
    return settings.takesOwnIds
      ? { status: 200, body: { id: newWhatsappId('web') } }
      : { status: 404, body: notFound('Cannot GET new-message-id:') }
  }

  function serverVersion(): Answer {
    const { version, engine } = settings
    return { status: 200, body: { version, engine, tier: 'CORE', browser: null, platform: 'linux/x64' } }
  }

  function lidOf(request: FastifyRequest): Answer {
    const digits = /^(\d+)(?:@lid)?$/.exec(param(request, 'lid'))?.[1]
    if (digits === undefined) return { status: 422, body: { statusCode: 422, message: 'Invalid LID' } }
    const lid = `${digits}@lid`
    const phone = book.findByChat(lid)
    return { status: 200, body: { lid, pn: phone?.isLidKnown ? phone.chatId : null } }
  }

  function lidOfPhone(request: FastifyRequest): Answer {
    const pn = `${param(request, 'phone')}@c.us`
    const phone = book.findByChat(pn)
    return { status: 200, body: { lid: phone?.isLidKnown ? phone.lid : null, pn } }
  }

  function historyOf(request: FastifyRequest): Answer {
    const line = exchange.lines.get(param(request, 'session'))
    if (line === undefined)
      return { status: 422, body: { statusCode: 422, message: 'Session does not exist' } }
    const { engine } = settings
    const chatId = param(request, 'chatId')
    if (chatId === 'all' && engine !== 'NOWEB' && engine !== 'GOWS') {
      return { status: 501, body: { statusCode: 501, message: 'Not implemented by the engine' } }
    }
    return readHistory(line.history(), chatId, request.query as Record<string, string>, engine, line.me)
  }

  function messageOf(request: FastifyRequest): Answer {
    const line = exchange.lines.get(param(request, 'session'))
    const message = line?.find(param(request, 'id').split('_')[2] ?? '')
    if (line === undefined || message === undefined) return { status: 404, body: notFound('Message') }
    const { downloadMedia } = request.query as Record<string, string>
    const found = downloadMedia === 'false' ? message : files.fetch(line.name, message)
    return { status: 200, body: messagePayload(settings.engine, { ...found, source: 'app' }, line.me) }
  }
}

const TYPED: Answer = { status: 201, body: { result: true } }

function param(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string>)[name] ?? ''
}
