import { envelope } from './bodies/envelope.ts'
import { messagePayload, type Me, type SimulatedMedia, type WireMessage } from './bodies/message.ts'
import { ackPayload, editPayload, reactionPayload, revokePayload } from './bodies/updates.ts'
import { newWhatsappId } from './ids.ts'
import type { Engine, Settings } from './options.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Phone } from './phone.ts'
import type { WebhookSender } from './webhook-sender.ts'

/** A text that WAHA took for sending. */
export interface SentText {
  seq: number
  /** When it was taken, in ms by the machine's clock. */
  t: number
  line: string
  chatId: string
  text: string
  /** Its bare WhatsApp id. */
  id: string
  /** Whether the sender got the answer. */
  answered: boolean
}

export interface Line {
  readonly name: string
  readonly me: Me
  status: string
}

export interface WrittenOptions {
  line?: string
  /** When it was written, in ms. Default: now, by the guest's clock. */
  at?: number
  /** Its bare WhatsApp id: the same one again is the same message. */
  id?: string
  engine?: Engine
  /** Writes from the guest's hidden address: this one, or one made up. */
  lid?: string | true
  /** Whether the event tells the guest's other address, and WAHA knows it. Default: as the engine does; WAHA does. */
  tellsOtherAddress?: boolean
  media?: SimulatedMedia
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  vCards?: string[]
}

export interface Written {
  /** The bare WhatsApp id. */
  id: string
  /** In whole seconds, as WhatsApp has it; in ms. */
  sentAt: number
  /** Resolves when the webhooks are delivered (true) or given up. */
  delivered: Promise<boolean>
}

export type Update = { edit: string } | { revoke: true } | { react: string }

/** Carries messages between the guests' phones and the hotel's lines, and tells the webhook of each. */
export interface Exchange {
  readonly lines: ReadonlyMap<string, Line>
  readonly sent: readonly SentText[]
  /** Every message of every line, oldest first. */
  history(line: string): WireMessage[]
  guestWrites(phone: Phone, text: string | null, options?: WrittenOptions): Written
  /** The guest changes, takes back or reacts to a message, of either side. */
  guestUpdates(
    phone: Phone,
    whatsappId: string,
    update: Update,
    options?: { line?: string },
  ): Promise<boolean>
  /** Somebody writes on the hotel's own phone. */
  staffWrites(phone: Phone, text: string, options?: { line?: string; id?: string }): Written
  /** `sendText`: what WAHA does once it has agreed. */
  hotelSends(
    line: Line,
    chatId: string,
    text: string,
    id: string | null,
  ): { sent: SentText; message: WireMessage }
  setLineStatus(name: string, status: string): Promise<boolean>
  /** Any other event. Resolves like the delivery of a message. */
  emit(event: string, payload: unknown, options?: { line?: string; at?: number }): Promise<boolean>
}

const HOTEL_DIGITS = 6_280_000_000_000
const HOTEL_LID = 99_900_000_000_001

export function createExchange(settings: Settings, book: PhoneBook, webhooks: WebhookSender): Exchange {
  const lines = new Map(settings.lines.map((name, index) => [name, createLine(name, index)]))
  const sent: SentText[] = []
  const histories = new Map<string, WireMessage[]>(settings.lines.map((name) => [name, []]))

  const isSubscribed = (event: string) => settings.events.includes(event) || settings.events.includes('*')

  /** Tells the webhook, if it is subscribed. */
  function tell(
    line: Line,
    event: string,
    payload: unknown,
    at: number,
    engine = settings.engine,
  ): Promise<boolean> {
    if (!isSubscribed(event)) return Promise.resolve(false)
    return webhooks.send(envelope(engine, line.name, line.me, event, payload, at))
  }

  async function tellMessage(
    line: Line,
    message: WireMessage,
    at: number,
    engine = settings.engine,
  ): Promise<boolean> {
    const payload = messagePayload(engine, message, line.me)
    const names = (message.fromMe ? ['message.any'] : ['message', 'message.any']).filter((name) =>
      isSubscribed(name),
    )
    const bodies = names.map((name) => envelope(engine, line.name, line.me, name, payload, at))
    // NOWEB and GOWS tell one message as two events with one id.
    if (engine === 'NOWEB' || engine === 'GOWS') for (const body of bodies) body.id = bodies[0]?.id ?? body.id
    const outcomes = await Promise.all(bodies.map((body) => webhooks.send(body)))
    return outcomes.length > 0 && !outcomes.includes(false)
  }

  function record(line: string, message: WireMessage): void {
    const history = histories.get(line) ?? []
    if (
      !history.some(
        ({ whatsappId, fromMe }) => whatsappId === message.whatsappId && fromMe === message.fromMe,
      )
    ) {
      history.push(message)
    }
  }

  function lineNamed(name = settings.lines[0] ?? 'default'): Line {
    const line = lines.get(name)
    if (line === undefined) throw new Error('the WAHA simulator has no such line')
    return line
  }

  return {
    lines,
    sent,
    history: (line) => (histories.get(line) ?? []).toSorted((a, b) => a.sentAt - b.sentAt),

    guestWrites(phone, text, options = {}) {
      const {
        at = phone.now(),
        id = newWhatsappId('phone'),
        engine = settings.engine,
        lid,
        ...rest
      } = options
      const line = lineNamed(rest.line)
      // WhatsApp's times are whole seconds.
      const at = Math.floor(writtenAt / 1000) * 1000
      if (lid !== undefined) phone.lid = lid === true ? (phone.lid ?? madeUpLid(phone)) : lid
      if (rest.tellsOtherAddress !== undefined) phone.isLidKnown = rest.tellsOtherAddress
      const message: WireMessage = {
        whatsappId: id,
        ...addressesOf(phone, lid !== undefined),
        fromMe: false,
        source: 'app',
        sentAt: at,
        pushName: phone.name,
        ack: 'DEVICE',
        text,
        ...(rest.media ? { media: rest.media } : {}),
        ...(rest.location ? { location: rest.location } : {}),
        ...(rest.vCards ? { vCards: rest.vCards } : {}),
      }
      record(line.name, message)
      phone.show({ kind: 'message', id, from: 'guest', text: text ?? '', at, progress: 'sending' })
      const delivered = tellMessage(line, message, phone.now(), engine)
      void delivered.then((isDelivered) => phone.setProgress(id, isDelivered ? 'delivered' : 'failed'))
      return { id, sentAt: at, delivered }
    },

    guestUpdates(phone, whatsappId, update, { line: name } = {}) {
      const line = lineNamed(name)
      const target = histories.get(line.name)?.find((message) => message.whatsappId === whatsappId)
      if (target === undefined) throw new Error('the WAHA simulator has no such message')
      const carrier: WireMessage = {
        ...target,
        whatsappId: newWhatsappId('phone'),
        fromMe: false,
        source: 'app',
        sentAt: phone.now(),
        text: 'edit' in update ? update.edit : null,
        isUpdate: true,
      }
      record(line.name, carrier)
      const { engine } = settings
      const [event, payload] =
        'edit' in update
          ? ['message.edited', editPayload(engine, target, carrier, line.me)]
          : 'revoke' in update
            ? ['message.revoked', revokePayload(engine, target, carrier, line.me)]
            : ['message.reaction', reactionPayload(engine, target, carrier, update.react, line.me)]
      return tell(line, event, payload, phone.now())
    },

    staffWrites(phone, text, { line: name, id = newWhatsappId('phone') } = {}) {
      const line = lineNamed(name)
      const message = ownMessage(line, phone, phone.chatId, text, id, 'app')
      record(line.name, message)
      phone.show({ kind: 'message', id, from: 'hotel', text, at: message.sentAt, progress: null })
      return { id, sentAt: message.sentAt, delivered: tellMessage(line, message, message.sentAt) }
    },

    hotelSends(line, chatId, text, ownId) {
      const phone = book.findByChat(chatId)
      const id = (settings.takesOwnIds ? ownId : null) ?? newWhatsappId('web')
      const message = ownMessage(line, phone, chatId, text, id, 'api')
      const entry = {
        seq: sent.length + 1,
        t: Date.now(),
        line: line.name,
        chatId,
        text,
        id,
        answered: false,
      }
      sent.push(entry)
      record(line.name, message)
      phone?.setTyping(false)
      phone?.show({ kind: 'message', id, from: 'hotel', text, at: message.sentAt, progress: null })
      void tellMessage(line, message, message.sentAt)
      acknowledge(line, message, phone)
      return { sent: entry, message }
    },

    setLineStatus(name, status) {
      const line = lineNamed(name)
      line.status = status
      const now = Date.now()
      return tell(line, 'session.status', { name, status, statuses: [{ status, timestamp: now }] }, now)
    },

    emit: (event, payload, { line, at = Date.now() } = {}) => tell(lineNamed(line), event, payload, at),
  }

  function acknowledge(line: Line, message: WireMessage, phone: Phone | null): void {
    for (const [index, ack] of settings.acks.entries()) {
      webhooks.later(settings.ackDelayMs * (index + 1), () => {
        message.ack = ack
        const payload = ackPayload(settings.engine, message, ack, line.me)
        void tell(line, 'message.ack', payload, phone?.now() ?? Date.now())
      })
    }
  }
}

function createLine(name: string, index: number): Line {
  const me = { id: `${HOTEL_DIGITS + index}@c.us`, lid: `${HOTEL_LID + index}@lid`, pushName: 'Hotel' }
  return { name, me, status: 'WORKING' }
}

/** Where a message of this guest stands: under the number or the hidden address, and what the engine adds. */
function addressesOf(phone: Phone, isHidden: boolean): Pick<WireMessage, 'chatId' | 'otherChatId'> {
  const { chatId, lid, isLidKnown } = phone
  if (isHidden && lid !== null) return { chatId: lid, otherChatId: isLidKnown ? chatId : null }
  return { chatId, otherChatId: isLidKnown ? lid : null }
}

function madeUpLid({ digits }: Phone): string {
  return `1888${digits.slice(-11).padStart(11, '0')}@lid`
}

function ownMessage(
  line: Line,
  phone: Phone | null,
  chatId: string,
  text: string,
  whatsappId: string,
  source: 'api' | 'app',
): WireMessage {
  return {
    whatsappId,
    chatId,
    otherChatId: null,
    fromMe: true,
    source,
    sentAt: phone?.now() ?? Date.now(),
    pushName: line.me.pushName,
    ack: 'PENDING',
    text,
  }
}
