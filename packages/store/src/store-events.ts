import {
  hiddenAddress,
  type InboundEvent,
  type InboundMessage,
  type LineStatusEvent,
  type MessageUpdate,
  type UnreadableEvent,
} from '@bellhop/core'

import { about } from './about.ts'
import { applyUpdates } from './changes.ts'
import { findErased } from './erased-messages.ts'
import type { PrismaClient } from './generated/client.ts'
import { bringBackHidden, findHiddenTwins, meetHiddenChats, type HiddenChat } from './hidden-chats.ts'
import { hasFile, insertMediaFetches } from './insert-media-fetches.ts'
import { insertMessages, type Inserted, type NewMessage } from './insert-messages.ts'
import { insertQuarantined } from './insert-quarantined.ts'
import { insertUpdates } from './insert-updates.ts'
import { reportsInOrder, storeLineReport } from './line-reports.ts'
import { settleByOwnIds } from './own-ids.ts'
import { newId, type Store } from './store.ts'
import type { GuestKey } from './waiting-messages.ts'

/** Hidden chats whose messages are brought back together; the sweep takes the next. */
const HIDDEN_MAX = 100

/** An event under the key that tells it from all others: the id of its inbound job. */
export interface InboundRecord {
  key: string
  event: InboundEvent
}

/** What follows from a batch that was stored. */
export interface Stored {
  /** Ids of the messages whose file is to be fetched. Of one that was known already nothing is, nor has it that id. */
  withFile: string[]
  /** Guests whose older messages wait again: they had come under a hidden address whose number is known now. */
  broughtBack: GuestKey[]
  /** Lines on which a hidden address was told to have another number than before. */
  contradictedOn: string[]
}

/**
 * Stores a batch as it came, all or nothing, a statement per kind of event. What is there already stays as it is:
 * the unique keys make a repeated event a no-op (I1, I2). A backlog's message holds its guest for `backlogSettleMs`.
 * Then messages get what happened to them, and hidden users their numbers, as far as the batch tells them.
 */
export async function storeEvents(
  store: Store,
  records: readonly InboundRecord[],
  backlogSettleMs: number,
): Promise<Stored> {
  const { prisma } = store
  const sorted = sort(records)
  const { messages } = sorted
  const updates = sorted.updates.map(({ event }) => event)

  // First, so that the messages are stored with the numbers.
  const learnt = await meetHiddenChats(prisma, await findTold(prisma, [...messages, ...updates]))
  const { inserted, areAwaited } = await insert(prisma, sorted, backlogSettleMs)
  await applyUpdates(store, areAwaited ? [...updates, ...messages] : updates)

  const known = inserted < messages.length ? messages : []
  const twins = await findHiddenTwins(prisma, [...known, ...updates.filter(({ phone }) => phone === null)])
  learnt.push(...(await meetHiddenChats(prisma, twins)))
  return {
    withFile: messages.filter(hasFile).map(({ id }) => id),
    broughtBack: learnt.length > 0 ? await bringBackHidden(prisma, HIDDEN_MAX) : [],
    contradictedOn: learnt.filter(({ contradicts }) => contradicts).map(({ line }) => line),
  }
}

/** Whether it may be stored when it is applied: nothing has to be known before, and nothing else is stored with it. */
export function isPlain(event: InboundEvent): event is InboundMessage {
  return (
    event.kind === 'guest-message' && event.phone !== null && hiddenAddress(event) === null && !hasFile(event)
  )
}

async function insert(
  prisma: PrismaClient,
  { messages, updates, lineStatuses, unreadable }: Sorted,
  backlogSettleMs: number,
): Promise<Inserted> {
  // Each writes its rows in the order of their keys, or two batches would deadlock.
  const own = messages.filter(({ kind }) => kind === 'own-message')
  const others = [
    ...about(own, settleByOwnIds),
    ...about(messages.filter(hasFile), insertMediaFetches),
    ...about(updates, insertUpdates),
    ...reportsInOrder(lineStatuses).map(storeLineReport),
    ...about(unreadable, insertQuarantined),
  ].map((statement) => prisma.$executeRaw(statement))
  const first = about(messages, (some) => insertMessages(some, backlogSettleMs)).map((statement) =>
    prisma.$queryRaw<Inserted[]>(statement),
  )
  const statements = [...first, ...others]
  // A lone statement is a transaction of its own.
  const [result] = statements.length === 1 ? [await statements[0]] : await prisma.$transaction(statements)
  return (Array.isArray(result) ? result[0] : null) ?? { inserted: 0, areAwaited: false }
}

/** The hidden chats that these events tell of. What was erased tells nothing. */
async function findTold(
  prisma: PrismaClient,
  events: (InboundMessage | MessageUpdate)[],
): Promise<HiddenChat[]> {
  const telling = events.filter((event) => toHiddenChat(event).length > 0)
  const erased = await findErased(prisma, telling)
  return telling.filter((_, index) => !erased.has(index)).flatMap(toHiddenChat)
}

/** A message of a hidden user is met also where nothing tells the number: it is to be asked for. */
function toHiddenChat(event: InboundMessage | MessageUpdate): HiddenChat[] {
  const chatId = hiddenAddress(event)
  return chatId === null || (event.phone === null && !isMessage(event))
    ? []
    : [{ line: event.line, chatId, phone: event.phone }]
}

interface Sorted {
  messages: NewMessage[]
  updates: { key: string; event: MessageUpdate }[]
  lineStatuses: LineStatusEvent[]
  unreadable: { key: string; event: UnreadableEvent }[]
}

function sort(records: readonly InboundRecord[]): Sorted {
  const messages: NewMessage[] = []
  const updates: { key: string; event: MessageUpdate }[] = []
  const lineStatuses: LineStatusEvent[] = []
  const unreadable: { key: string; event: UnreadableEvent }[] = []
  for (const { key, event } of records) {
    if (isMessage(event)) messages.push({ id: newId(), ...event })
    else if (event.kind === 'line-status') lineStatuses.push(event)
    else if (event.kind === 'unreadable') unreadable.push({ key, event })
    else updates.push({ key, event })
  }
  return { messages, updates, lineStatuses, unreadable }
}

const isMessage = (event: InboundEvent): event is InboundMessage =>
  event.kind === 'guest-message' || event.kind === 'own-message'
