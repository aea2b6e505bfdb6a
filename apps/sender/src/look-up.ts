import { chatOfPhone, recogniseOwnMessage, type Evidence, type InboundMessage } from '@bellhop/core'
import { WahaError, type WahaClient } from '@bellhop/gateways/waha'
import { findHiddenChats, findKnownIds, loadSent, type Store, type UncertainRow } from '@bellhop/store'

/** How far before its claim a message may be dated where WAHA's clock is behind. */
const BEFORE_MS = 5 * 60_000
/** These have one chat for both addresses of a guest. */
const ONE_CHAT_ENGINES = new Set(['WEBJS', 'WPP'])
const PAGE_SIZE = 100
const PAGES_MAX = 5

export interface LookUpDeps {
  store: Store
  waha: Pick<WahaClient, 'chatMessages' | 'phoneToLid'>
  homeCountry: string
  /** Aborted when the sender ends: then what is not read yet stays unread. */
  ending: AbortSignal
}

/** Looks into WAHA's history for a message that may have left. A look that fails, or sees a part only, finds or says nothing. */
export type LookUp = (message: UncertainRow, engine: string | null) => Promise<Evidence>

export function createLookUp({ store, waha, homeCountry, ending }: LookUpDeps): LookUp {
  const { prisma } = store

  return async function lookUp(message, engine) {
    const { line, phone, ownId } = message
    // Until 2026.3.1 a chat's history left out what stands under the hidden address.
    const chatId = chatOfPhone(phone, homeCountry)
    const known = await findHiddenChats(prisma, line, phone)
    const told = await askForHidden(line, chatId, engine)
    const chats = new Set([chatId, ...known, ...(told.chatId === null ? [] : [told.chatId])])
    const pages = await Promise.all([...chats].map((one) => readChat(message, one)))
    const messages = [
      ...new Map(pages.flatMap((page) => page.messages).map((one) => [one.whatsappId, one])).values(),
    ].toSorted((a, b) => a.sentAt - b.sentAt)

    const named = messages.find(({ whatsappId }) => whatsappId === ownId)
    if (named !== undefined) return { type: 'found', whatsappId: named.whatsappId, sentAt: named.sentAt }
    const found = await findByText(message, messages)
    if (found !== null) return found
    return { type: told.isSure && pages.every(({ isWhole }) => isWhole) ? 'absent' : 'unreadable' }
  }

  /** What we sent to the number may stand under an address that we never heard of. */
  async function askForHidden(line: string, chatId: string, engine: string | null) {
    if (engine !== null && ONE_CHAT_ENGINES.has(engine)) return { chatId: null, isSure: true }
    try {
      return { chatId: await waha.phoneToLid(line, chatId), isSure: true }
    } catch (error) {
      if (!(error instanceof WahaError)) throw error
      return { chatId: null, isSure: false }
    }
  }

  async function readChat({ line, claimedAt }: UncertainRow, chatId: string) {
    const messages: InboundMessage[] = []
    try {
      for (let page = 0; page < PAGES_MAX && !ending.aborted; page += 1) {
        const offset = page * PAGE_SIZE
        const query = { line, chatId, limit: PAGE_SIZE, offset, since: claimedAt - BEFORE_MS, fromMe: true }
        const read = await waha.chatMessages(query)
        messages.push(...read.messages.filter(({ fromMe }) => fromMe))
        if (read.unreadable > 0) return { messages, isWhole: false }
        if (read.rows === 0) return { messages, isWhole: true }
      }
    } catch (error) {
      if (!(error instanceof WahaError)) throw error
    }
    return { messages, isWhole: false }
  }

  /** Of those that no other message has for its own. */
  async function findByText(
    { id, line, phone, claimedAt }: UncertainRow,
    messages: InboundMessage[],
  ): Promise<Evidence | null> {
    const known = await findKnownIds(
      prisma,
      line,
      messages.map(({ whatsappId }) => whatsappId),
    )
    const ours = await loadSent(prisma, { phones: [phone], lines: [line] }, new Date(claimedAt))
    for (const message of messages) {
      if (known.get(message.whatsappId) === 'settled') continue
      const origin = recogniseOwnMessage(message, ours)
      if (origin.type !== 'echo') continue
      for (const one of ours) if (one.id === origin.of) one.state = 'sent'
      if (origin.of !== id) continue
      // Its echo is here already and is about to settle it.
      if (known.has(message.whatsappId)) return { type: 'unreadable' }
      return { type: 'found', whatsappId: message.whatsappId, sentAt: message.sentAt }
    }
    return null
  }
}
