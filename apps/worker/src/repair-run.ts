import { setTimeout as sleep } from 'node:timers/promises'
import { chatOfPhone, keptSince, repairSince, type InboundMessage } from '@bellhop/core'
import {
  WahaError,
  type HistoryPage,
  type HistoryQuery,
  type WahaClient,
  type WahaErrorCode,
} from '@bellhop/gateways/waha'
import { inboundJobId, type MissedInbound } from '@bellhop/queue'
import { findMissing, findRepairGuests, type LineRow, type Queryable } from '@bellhop/store'

const PAGE_ROWS = 100
/**
 * WAHA filters after paging (reactions, edits, ...): in the history of all chats a single empty page is not the end. In one
 * chat nobody reacts a hundred times in a row, and each page more is one for every guest.
 */
const EMPTY_PAGES_MAX = { allChats: 3, oneChat: 1 }
/** A history that is longer has no end: WAHA doesn't turn its pages. */
const PAGES_MAX = 20_000
/** With more waiting than that the workers are busy until the next look. */
const WAITING_MAX = 2_000
/** A page that WAHA fails to give is asked for again, or one answer that is lost would cost the whole repair. */
const TRIES_MAX = 5
const TRY_PAUSE_MS = 100
/** What asking again does not change. */
const LASTING = new Set<WahaErrorCode>([
  'bad-request',
  'unauthorized',
  'forbidden',
  'not-found',
  'not-working',
])
/** Engines that give no history of all chats at once. */
const CHAT_BY_CHAT = new Set(['WEBJS', 'WPP'])

export interface RepairRunDeps {
  db: Queryable
  waha: Pick<WahaClient, 'chatMessages'>
  missed: Pick<MissedInbound, 'enqueue' | 'waiting'>
  homeCountry: string
  /** What is younger than this is left to the webhooks. */
  graceMs: number
  /** What is older than this many days is not asked for. Null for no limit. */
  retentionDays: number | null
  onFound: (line: string, count: number) => void
}

/** What a repair came to. */
export interface RepairTotals {
  pages: number
  /** Messages that were missing and are on their way now. */
  found: number
  /** Entries that could not be understood. */
  unreadable: number
}

/** A repair that is under way, only in memory: whoever takes it over begins anew. */
export interface RepairRun {
  readonly line: string
  /** By the database's clock. */
  readonly beganAt: Date
  /** The time from which it reads on. */
  readonly since: Date
  readonly totals: Readonly<RepairTotals>
  /** Reads a page and sends what is missing on its way. */
  step(): Promise<'more' | 'queue is full' | 'done'>
}

/** Begins to read what WAHA remembers of a line since the last repair. `row` is the line as it is now. */
export async function beginRepair(
  { db, waha, missed, homeCountry, graceMs, retentionDays, onFound }: RepairRunDeps,
  row: LineRow,
  engine: string | null,
): Promise<RepairRun> {
  const { line, now: beganAt } = row
  const [knownSince, repairedUntil] = [row.knownSince.getTime(), row.repairedUntil.getTime()]
  const kept = retentionDays === null ? null : keptSince(beganAt.getTime(), retentionDays)
  const since = new Date(repairSince({ knownSince, repairedUntil }, kept))
  // WhatsApp's times are of whole seconds.
  const from = Math.floor(since.getTime() / 1_000) * 1_000
  const until = beganAt.getTime() - graceMs
  const isChatByChat = CHAT_BY_CHAT.has(engine ?? '')
  const chatIds = isChatByChat ? await listChats() : ['all']
  const totals: RepairTotals = { pages: 0, found: 0, unreadable: 0 }
  let [offset, emptyPages] = [0, 0]
  let failed: WahaError | null = null

  return {
    line,
    beganAt,
    since,
    totals,
    async step() {
      const [chatId] = chatIds
      if (chatId !== undefined) {
        if ((await missed.waiting()) > WAITING_MAX) return 'queue is full'
        const page = await readPage(chatId)
        if (page !== null) await sendOn(page)
        turn(page)
        if (chatIds.length > 0) return 'more'
      }
      if (failed !== null) throw failed
      return 'done'
    },
  }

  async function listChats(): Promise<string[]> {
    const guests = await findRepairGuests(db, line, since)
    const ids = guests.flatMap(({ phone, chatIds: known }) => [chatOfPhone(phone, homeCountry), ...known])
    return [...new Set(ids)]
  }

  /** Null for a chat that WAHA does not know, or can't read: it keeps the others from nothing, and the repair from its end. */
  async function readPage(chatId: string): Promise<HistoryPage | null> {
    if (totals.pages >= PAGES_MAX) throw new WahaError('chatMessages', 'unexpected', null)
    totals.pages += 1
    try {
      return await ask({ line, chatId, limit: PAGE_ROWS, offset, since: from, until })
    } catch (error) {
      if (!isChatByChat || !(error instanceof WahaError) || error.status === null) throw error
      if (error.code !== 'not-found' && error.code !== 'server') throw error
      if (error.code === 'server') failed = error
      return null
    }
  }

  async function ask(query: HistoryQuery): Promise<HistoryPage> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await waha.chatMessages(query)
      } catch (error) {
        if (tries === TRIES_MAX || !(error instanceof WahaError) || LASTING.has(error.code)) throw error
        await sleep(TRY_PAUSE_MS * tries)
      }
    }
  }

  async function sendOn({ messages, unreadable }: HistoryPage): Promise<void> {
    totals.unreadable += unreadable
    const events = new Map(
      messages
        // A version of WAHA that knows no times gives all that it has, also of before Bellhop.
        .filter(({ sentAt }) => sentAt >= from && sentAt <= until)
        .map((message): [string, InboundMessage] => [inboundJobId(message), { ...message, repaired: true }]),
    )
    const keys = [...events].map(([key, { fromMe, whatsappId }]) => ({ key, line, fromMe, whatsappId }))
    const missing = await findMissing(db, keys)
    if (missing.size === 0) return
    const found = await missed.enqueue(
      [...events].filter(([key]) => missing.has(key)).map(([, event]) => event),
    )
    totals.found += found
    onFound(line, found)
  }

  function turn(page: HistoryPage | null): void {
    offset += PAGE_ROWS
    emptyPages = page?.rows === 0 ? emptyPages + 1 : 0
    const emptyPagesMax = isChatByChat ? EMPTY_PAGES_MAX.oneChat : EMPTY_PAGES_MAX.allChats
    if (page !== null && emptyPages < emptyPagesMax) return
    chatIds.shift()
    offset = 0
    emptyPages = 0
  }
}
