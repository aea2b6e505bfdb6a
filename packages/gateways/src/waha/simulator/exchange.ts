import { createAnnouncer } from './announcer.ts'
import type { WireMessage } from './bodies/wire-message.ts'
import type { FileShelf } from './file-shelf.ts'
import { newWhatsappId } from './ids.ts'
import { createLine, createLines, type Line } from './line.ts'
import type { Settings } from './options.ts'
import type { PhoneBook } from './phone-book.ts'
import type { Phone } from './phone.ts'
import type { Hook } from './session-config.ts'
import type { WebhookSender } from './webhook-sender.ts'
import type { SentText, Update, WrittenOptions, Written } from './written.ts'

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
    request: string,
  ): { sent: SentText; message: WireMessage }
  /** The engine tells a message again, as after a reconnect: a new event of the same message, under the chat's other address if so asked. */
  emitAgain(whatsappId: string, options?: { line?: string; under?: 'lid' | 'number' }): Promise<boolean>
  setLineStatus(name: string, status: string): Promise<boolean>
  /** WhatsApp forbids the line to write to new people until then, in ms; null ends it. Told wherever WAHA says `me`, and by saying the line's state once more. */
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
    sentAt: number,
  ): WireMessage {
    const phone = book.findByChat(chatId)
    const message: WireMessage = {
      whatsappId: id,
      chatId,
      otherChatId: null,
      fromMe: true,
      source,
      sentAt,
      pushName: line.me.pushName,
      ack: 'PENDING',
      text,
    }
    line.remember(message)
    phone?.setTyping(false)
    phone?.show({ kind: 'message', id, from: 'hotel', text, at: phone.now(), progress: null })
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
      const {
        at = phone.now(),
        id = newWhatsappId('phone'),
        lid,
        tellsOtherAddress,
        engine,
        ...rest
      } = options
      const { line: name, quotes, group, ...content } = rest
      if (lid !== undefined) phone.lid = lid === true ? (phone.lid ?? madeUpLid(phone)) : lid
      if (tellsOtherAddress !== undefined) phone.isLidKnown = tellsOtherAddress
      const line = lineNamed(name)
      const message: WireMessage = {
        whatsappId: id,
        ...addressesOf(phone, lid !== undefined),
        ...(group === undefined ? {} : { chatId: group, otherChatId: null, participant: phone.chatId }),
        fromMe: false,
        source: 'app',
        sentAt: Math.floor(at / 1000) * 1000,
        pushName: phone.name,
        ack: 'DEVICE',
        text,
        ...content,
        ...(quotes === undefined ? {} : { quote: line.get(quotes) }),
      }
      line.remember(message)
      const { sentAt } = message
      phone.show({ kind: 'message', id, from: 'guest', text: text ?? '', at: sentAt, progress: 'sending' })
      // A url of null stays: WAHA has tried in vain.
      const told = message.media?.url === undefined ? files.fetch(line.name, message) : message
      const delivered = announce.message(line, told, phone.now(), engine)
      void delivered.then((isDelivered) => phone.setProgress(id, isDelivered ? 'delivered' : 'failed'))
      return { id, sentAt, delivered }
    },

    guestUpdates(phone, whatsappId, update, { line: name } = {}) {
      const line = lineNamed(name)
      const target = line.get(whatsappId)
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
      const message = fromHotel(line, phone.chatId, text, id, 'app', phone.now())
      return { id, sentAt: message.sentAt, delivered: announce.message(line, message, message.sentAt) }
    },

    hotelSends(line, chatId, text, ownId, request) {
      const id = (settings.takesOwnIds ? ownId : null) ?? newWhatsappId('web')
      // WAHA's own clock is right, whatever a guest's may say.
      const source = settings.remembersSource ? 'api' : 'app'
      const message = fromHotel(line, chatId, text, id, source, Date.now())
      const entry = {
        seq: sent.length + 1,
        t: Date.now(),
        line: line.name,
        chatId,
        text,
        id,
        request,
        answered: false,
      }
      sent.push(entry)
      void announce.message(line, message, message.sentAt)
      announce.acks(line, message, () => book.findByChat(chatId)?.now() ?? Date.now())
      return { sent: entry, message }
    },

    emitAgain(whatsappId, { line: name, under } = {}) {
      const line = lineNamed(name)
      const { chatId, otherChatId, ...message } = line.get(whatsappId)
      const isOther = under !== undefined && chatId.endsWith('@lid') !== (under === 'lid')
      if (isOther && otherChatId === null) throw new Error('the WAHA simulator knows no other address')
      const address = isOther ? { chatId: otherChatId ?? '', otherChatId: chatId } : { chatId, otherChatId }
      return announce.message(line, { ...message, ...address }, Date.now())
    },

    setLineStatus(name, status) {
      const line = lineNamed(name)
      line.status = status
      return announce.status(line, Date.now())
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
      void announce.status(line, Date.now())
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
