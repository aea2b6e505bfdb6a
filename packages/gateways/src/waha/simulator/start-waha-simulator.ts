import { fastify } from 'fastify'

import { createFaultPlan, type FaultPlan } from '../../faults/fault-plan.ts'
import type { ApiFault } from './api-answer.ts'
import { addApiRoutes, OPERATIONS, type Operation } from './api-routes.ts'
import type { FileFault } from './file-route.ts'
import { createFileShelf } from './file-shelf.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { settle, type WahaSimulatorOptions } from './options.ts'
import { addPageRoutes } from './page/page-routes.ts'
import { createPhoneBook } from './phone-book.ts'
import type { Entry, Phone } from './phone.ts'
import { addPhoneRoutes } from './phone-routes.ts'
import type { Hook, SessionConfig } from './session-config.ts'
import { createWebhookSender, type Delivery, type WebhookFault } from './webhook-sender.ts'
import type { SentText, WrittenOptions } from './written.ts'

/** What a guest did, once its webhooks have been delivered or given up. */
export interface WrittenMessage {
  /** The bare WhatsApp id. */
  id: string
  sentAt: number
  delivered: boolean
}

export interface SimulatedGuest {
  /** International digits. */
  readonly phone: string
  readonly chatId: string
  /** What the phone shows, oldest first. */
  readonly entries: readonly Entry[]
  /** Resolves when WAHA has delivered the message's webhooks, or has given up. Null for media without a caption. */
  writes(text: string | null, options?: WrittenOptions): Promise<WrittenMessage>
  edits(whatsappId: string, text: string, options?: { line?: string }): Promise<boolean>
  revokes(whatsappId: string, options?: { line?: string }): Promise<boolean>
  /** An empty emoji takes the reaction back. */
  reacts(whatsappId: string, emoji: string, options?: { line?: string }): Promise<boolean>
  /** Staff answers this guest on the hotel's own phone. */
  isAnsweredByStaff(text: string, options?: { line?: string; id?: string }): Promise<WrittenMessage>
}

export type WahaFaults = Record<Operation, FaultPlan<ApiFault>> & {
  files: FaultPlan<FileFault>
  webhook: FaultPlan<WebhookFault>
}

export interface WahaSimulator extends Pick<
  Exchange,
  'setLineStatus' | 'setTimelock' | 'emit' | 'emitAgain'
> {
  readonly url: string
  /** Every text that WAHA took for sending, in order. */
  readonly sent: readonly SentText[]
  /** Every webhook, with the answers that it got. */
  readonly deliveries: readonly Delivery[]
  readonly faults: WahaFaults
  /** The guest with this number, in any spelling. */
  guest(phone: string): SimulatedGuest
  /** Shifts a guest's clock, and with it the times of the guest's events. */
  advanceClock(phone: string, ms: number): void
  sendWebhooksTo(url: string | null): void
  /** What WAHA tells of a session's config, without any effect; null for how it really works. */
  setSessionConfig(line: string, config: SessionConfig | null): void
  /** Puts a file where `media.url` may point; returns that url. */
  addFile(line: string, name: string, mimetype: string, content: Buffer): string
  removeFile(name: string): void
  /** The names of the files that were asked for, in order. */
  readonly requestedFiles: readonly string[]
  /** Resolves when no webhook and no ack is under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** WAHA and the phones of all guests, on loopback. Its page at `/` looks like one of these phones. */
export async function startWahaSimulator(options: WahaSimulatorOptions = {}): Promise<WahaSimulator> {
  const settings = settle(options)
  const apiFaults = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, createFaultPlan<ApiFault>()]),
  ) as Record<Operation, ReturnType<typeof createFaultPlan<ApiFault>>>
  const webhookFaults = createFaultPlan<WebhookFault>()
  const fileFaults = createFaultPlan<FileFault>()
  const files = createFileShelf(() => url)
  const { hmacKey, events, retries } = settings
  const hook: Hook = { url: options.webhookUrl ?? null, hmacKey, events, retries }

  const book = createPhoneBook(settings.people, settings.homeCountry)
  const webhooks = createWebhookSender({ hook, faults: webhookFaults })
  const exchange = createExchange(settings, hook, book, webhooks, files)

  const server = fastify({ forceCloseConnections: true, bodyLimit: 5 * 1024 * 1024 })
  addApiRoutes(server, { settings, book, exchange, hook, files, faults: apiFaults, fileFaults })
  addPhoneRoutes(server, book, exchange)
  addPageRoutes(server)
  const url = await server.listen({ host: settings.host, port: settings.port })

  const phoneOf = (number: string): Phone => {
    const phone = book.find(number)
    if (phone === null) throw new Error('a guest of the WAHA simulator needs a readable phone number')
    return phone
  }

  return {
    url,
    sent: exchange.sent,
    deliveries: webhooks.deliveries,
    faults: { ...apiFaults, files: fileFaults, webhook: webhookFaults },
    guest: (number) => toGuest(phoneOf(number), exchange),
    advanceClock: (number, ms) => phoneOf(number).advanceClock(ms),
    setLineStatus: exchange.setLineStatus,
    setTimelock: exchange.setTimelock,
    emit: exchange.emit,
    emitAgain: exchange.emitAgain,
    sendWebhooksTo: (target) => void (hook.url = target),
    setSessionConfig(name, config) {
      const line = exchange.lines.get(name)
      if (line === undefined) throw new Error('the WAHA simulator has no such line')
      line.config = config
    },
    addFile: (line, name, mimetype, content) => files.put(line, name, { mimetype, content }),
    removeFile: (name) => files.remove(name),
    requestedFiles: files.requested,
    idle: () => webhooks.idle(),
    async close() {
      await webhooks.close()
      await server.close()
    },
  }
}

function toGuest(phone: Phone, exchange: Exchange): SimulatedGuest {
  return {
    phone: phone.digits,
    chatId: phone.chatId,
    entries: phone.entries,
    async writes(text, options) {
      const { delivered, ...written } = exchange.guestWrites(phone, text, options)
      return { ...written, delivered: await delivered }
    },
    edits: (whatsappId, text, options) => exchange.guestUpdates(phone, whatsappId, { edit: text }, options),
    revokes: (whatsappId, options) => exchange.guestUpdates(phone, whatsappId, { revoke: true }, options),
    reacts: (whatsappId, emoji, options) =>
      exchange.guestUpdates(phone, whatsappId, { react: emoji }, options),
    async isAnsweredByStaff(text, options) {
      const { delivered, ...written } = exchange.staffWrites(phone, text, options)
      return { ...written, delivered: await delivered }
    },
  }
}
