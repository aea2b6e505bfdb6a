import { createAnnouncer } from './announcer.ts'
import type { SimulatedMedia, WireMessage } from './bodies/message.ts'
import type { FileShelf } from './file-shelf.ts'
import { newWhatsappId } from './ids.ts'
import { createLine, createLines, type Line } from './line.ts'
import type { Engine, Settings } from './options.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Phone } from './phone.ts'
import type { Hook } from './session-config.ts'
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
  /** Whether the answer left whole. */
  answered: boolean
}

export interface WrittenOptions {
  /** Default: the first one. */
  line?: string
  /** When it was written, in ms. Default: now, by the guest's clock. */
  at?: number
  /** Its bare WhatsApp id: the same one again is the same message. */
  id?: string
  engine?: Engine
  /** Writes from the guest's hidden address: this one, or one made up. */
  lid?: string | true
  /** Whether the event tells the guest's other address, and WAHA knows it. Default true; WEBJS and WPP never tell it. */
  tellsOtherAddress?: boolean
  media?: SimulatedMedia
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  vCards?: string[]
}

export interface Written {
  /** The bare WhatsApp id. */
  id: string
  /** In ms, of a whole second: WhatsApp has no finer time. */
  sentAt: number
  /** Resolves when the webhooks are delivered (true) or given up. */
  delivered: Promise<boolean>
}

export type Update = { edit: string } | { revoke: true } | { react: string }

/** Carries messages between the guests' phones and the hotel's lines, and tells the webhook of each. */
export interface Exchange {
  readonly lines: ReadonlyMap<string, Line>
  readonly sent: readonly SentText[]
  addLine(name: string): Line
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
    ownId: string | null,
  ): { sent: SentText; message: WireMessage }
  setLineStatus(name: string, status: string): Promise<boolean>
  /** WhatsApp forbids the line to write to new people until then, in ms; null ends it. Told wherever WAHA says `me`. */
  setTimelock(name: string, until: number | null): void
  /** Any other event. Resolves like the delivery of a message. */
  emit(event: string, payload: unknown, options?: { line?: string; at?: number }): Promise<boolean>
}

export function createExchange(
  settings: Settings,
  hook: Pick<Hook, 'events'>,
  book: PhoneBook,
  webhooks: WebhookSender,
  files: FileShelf,
): Exchange {
  const lines = createLines(settings.lines)
  const sent: SentText[] = []
  const announce = createAnnouncer(settings, hook, webhooks)

  function lineNamed(name = settings.lines[0] ?? ''): Line {
    const line = lines.get(name)
    if (line === undefined) throw new Error('the WAHA simulator has no such line')
    return line
  }

  function fromHotel(
    line: Line,
    chatId: string,
    text: string,
    id: string,
    source: 'api' | 'app',
  ): WireMessage {
    const phone = book.findByChat(chatId)
    const message: WireMessage = {
      whatsappId: id,
      chatId,
      otherChatId: null,
      fromMe: true,
      source,
      sentAt: phone?.now() ?? Date.now(),
      pushName: line.me.pushName,
      ack: 'PENDING',
      text,
    }
    line.remember(message)
    phone?.setTyping(false)
    phone?.show({ kind: 'message', id, from: 'hotel', text, at: message.sentAt, progress: null })
    return message
  }

  return {
    lines,
    sent,

    addLine(name) {
      const line = createLine(name, lines.size)
      lines.set(name, line)
      return line
    },

    guestWrites(phone, text, options = {}) {
      const { at = phone.now(), id = newWhatsappId('phone'), lid, tellsOtherAddress, ...content } = options
      if (lid !== undefined) phone.lid = lid === true ? (phone.lid ?? madeUpLid(phone)) : lid
      if (tellsOtherAddress !== undefined) phone.isLidKnown = tellsOtherAddress
      const line = lineNamed(content.line)
      const message: WireMessage = {
        whatsappId: id,
        ...addressesOf(phone, lid !== undefined),
        fromMe: false,
        source: 'app',
        sentAt: Math.floor(at / 1000) * 1000,
        pushName: phone.name,
        ack: 'DEVICE',
        text,
        ...(content.media ? { media: content.media } : {}),
        ...(content.location ? { location: content.location } : {}),
        ...(content.vCards ? { vCards: content.vCards } : {}),
      }
      line.remember(message)
      const { sentAt } = message
      phone.show({ kind: 'message', id, from: 'guest', text: text ?? '', at: sentAt, progress: 'sending' })
      // A url of null stays: WAHA has tried in vain.
      const told = message.media?.url === undefined ? files.fetch(line.name, message) : message
      const delivered = announce.message(line, told, phone.now(), content.engine)
      void delivered.then((isDelivered) => phone.setProgress(id, isDelivered ? 'delivered' : 'failed'))
      return { id, sentAt, delivered }
    },

    guestUpdates(phone, whatsappId, update, { line: name } = {}) {
      const line = lineNamed(name)
      const target = line.find(whatsappId)
      if (target === undefined) throw new Error('the WAHA simulator has no such message')
      const carrier: WireMessage = {
        whatsappId: newWhatsappId('phone'),
        ...addressesOf(phone, target.chatId.endsWith('@lid')),
        fromMe: false,
        source: 'app',
        sentAt: Math.floor(phone.now() / 1000) * 1000,
        pushName: phone.name,
        ack: 'DEVICE',
        text: 'edit' in update ? update.edit : null,
        isUpdate: true,
      }
      line.remember(carrier)
      return announce.update(line, target, carrier, update, phone.now())
    },

    staffWrites(phone, text, { line: name, id = newWhatsappId('phone') } = {}) {
      const line = lineNamed(name)
      const message = fromHotel(line, phone.chatId, text, id, 'app')
      return { id, sentAt: message.sentAt, delivered: announce.message(line, message, message.sentAt) }
    },

    hotelSends(line, chatId, text, ownId) {
      const id = (settings.takesOwnIds ? ownId : null) ?? newWhatsappId('web')
      const message = fromHotel(line, chatId, text, id, settings.remembersSource ? 'api' : 'app')
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
      void announce.message(line, message, message.sentAt)
      announce.acks(line, message, () => book.findByChat(chatId)?.now() ?? Date.now())
      return { sent: entry, message }
    },

    setLineStatus(name, status) {
      const line = lineNamed(name)
      line.status = status
      const timestamp = Date.now()
      const payload = { name, status, statuses: [{ status, timestamp }] }
      return announce.event(line, 'session.status', payload, timestamp)
    },

    setTimelock(name, until) {
      const line = lineNamed(name)
      const { reachoutTimelock: _, ...me } = line.me
      const timelock = {
        isActive: true,
        enforcementType: 'DEFAULT',
        timeEnforcementEnds: (until ?? 0) / 1000,
      }
      line.me = until === null ? me : { ...me, reachoutTimelock: timelock }
    },

    emit: (event, payload, { line, at = Date.now() } = {}) =>
      announce.event(lineNamed(line), event, payload, at),
  }
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
