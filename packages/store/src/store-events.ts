import type {
  InboundEvent,
  InboundMessage,
  LineStatusEvent,
  MessageUpdate,
  UnreadableEvent,
} from '@bellhop/core'

import { raiseStatuses } from './acks.ts'
import type { Prisma } from './generated/client.ts'
import { hasFile, insertMediaFetches } from './insert-media-fetches.ts'
import { insertMessages, nameHiddenTwins, type NewMessage } from './insert-messages.ts'
import { insertQuarantined } from './insert-quarantined.ts'
import { insertUpdates } from './insert-updates.ts'
import { reportsInOrder, storeLineReport } from './line-reports.ts'
import { newId, type Store } from './store.ts'

/** An event under the key that tells it from all others: the id of its inbound job. */
export interface InboundRecord {
  key: string
  event: InboundEvent
}

/**
 * Stores a batch as it came, all or nothing, a statement per kind of event. What is there already stays as it is:
 * the unique keys make a repeated event a no-op (I1, I2). A backlog's message holds its guest for `backlogSettleMs`.
 * Gives the ids of the messages whose file is to be fetched. Of one that was known already nothing is, nor has it that id.
 */
export async function storeEvents(
  { prisma }: Store,
  records: readonly InboundRecord[],
  backlogSettleMs: number,
): Promise<{ withFile: string[] }> {
  const { messages, updates, lineStatuses, unreadable } = sort(records)
  const withFile = messages.filter(hasFile)
  const acks = updates.map(({ event }) => event).filter(({ kind }) => kind === 'ack')
  const statements = [
    ...(messages.length > 0 ? [insertMessages(messages, backlogSettleMs)] : []),
    ...about(withFile, insertMediaFetches),
    ...about(updates, insertUpdates),
    ...about(acks, raiseStatuses),
    ...reportsInOrder(lineStatuses).map(storeLineReport),
    ...about(unreadable, insertQuarantined),
  ].map((statement) => prisma.$executeRaw(statement))

  // A lone statement is a transaction of its own.
  const counts = statements.length === 1 ? [await statements[0]] : await prisma.$transaction(statements)
  const areSomeKnown = messages.length > 0 && (counts[0] ?? 0) < messages.length
  const named = areSomeKnown ? messages.filter(({ phone }) => phone !== null) : []
  if (named.length > 0) await prisma.$executeRaw(nameHiddenTwins(named))
  return { withFile: withFile.map(({ id }) => id) }
}

/** The statement about these events; none for none. Each writes its rows in the order of their keys, or two batches would deadlock. */
function about<E>(events: readonly E[], statement: (events: readonly E[]) => Prisma.Sql): Prisma.Sql[] {
  return events.length > 0 ? [statement(events)] : []
}

function sort(records: readonly InboundRecord[]) {
  const messages: NewMessage[] = []
  const updates: { key: string; event: MessageUpdate }[] = []
  const lineStatuses: LineStatusEvent[] = []
  const unreadable: { key: string; event: UnreadableEvent }[] = []
  for (const { key, event } of records) {
    if (isMessage(event)) messages.push({ ...event, id: newId() })
    else if (event.kind === 'line-status') lineStatuses.push(event)
    else if (event.kind === 'unreadable') unreadable.push({ key, event })
    else updates.push({ key, event })
  }
  return { messages, updates, lineStatuses, unreadable }
}

const isMessage = (event: InboundEvent): event is InboundMessage =>
  event.kind === 'guest-message' || event.kind === 'own-message'
