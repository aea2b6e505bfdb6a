import {
  chatOfPhone,
  decideInOrder,
  recogniseOwnMessage,
  type Conversation,
  type Decision,
  type Outcome,
  type Rules,
  type WaitingMessage,
} from '@bellhop/core'
import {
  conversationKey,
  newId,
  type AppliedMessage,
  type ConversationChange,
  type InFlightRow,
  type WaitingMessageRow,
} from '@bellhop/store'

/** A waiting message whose guest's phone is known. */
export type ReachableMessage = WaitingMessageRow & { phone: string }

/** An own message that turned out to be the echo of one of ours. */
export interface Echo {
  echoRowId: string
  messageId: string
  whatsappId: string
  sentAt: Date
}

export interface Decided {
  changes: ConversationChange[]
  applied: (AppliedMessage & { line: string })[]
  echoes: Echo[]
}

/** Decides what waits in each conversation. The rows come by conversation, oldest first. */
export function decideWaiting(
  waiting: readonly ReachableMessage[],
  conversations: ReadonlyMap<string, Conversation>,
  inFlight: readonly InFlightRow[],
  { rules, homeCountry }: { rules: Rules; homeCountry: string },
): Decided {
  const decided: Decided = { changes: [], applied: [], echoes: [] }
  const unclaimed = [...inFlight]
  for (const [name, rows] of byConversation(waiting)) {
    const before = conversations.get(name)
    const [first] = rows
    if (before === undefined || first === undefined) continue

    const toDecide = rows.filter((row) => !recognised(row, before, unclaimed, decided))
    const { state: after, decisions } = decideInOrder(before, toDecide.map(toWaitingMessage), rules)
    decided.changes.push({
      key: { phone: first.phone, line: first.line },
      replyChatId: chatOfPhone(first.phone, homeCountry),
      before,
      after,
      effects: decisions.flatMap(({ effects }) => effects),
    })
    for (const [index, row] of toDecide.entries()) decided.applied.push(toApplied(row, decisions[index]))
  }
  return decided
}

function byConversation(rows: readonly ReachableMessage[]): Map<string, ReachableMessage[]> {
  const groups = new Map<string, ReachableMessage[]>()
  for (const row of rows) {
    const group = groups.get(conversationKey(row))
    if (group === undefined) groups.set(conversationKey(row), [row])
    else group.push(row)
  }
  return groups
}

/** Takes out what is nobody's turn in the conversation: echoes of ours, and what other programs sent. */
function recognised(
  row: ReachableMessage,
  { open }: Conversation,
  unclaimed: InFlightRow[],
  { applied, echoes }: Decided,
): boolean {
  if (!row.fromMe) return false
  const ours = unclaimed.filter(({ phone, line }) => phone === row.phone && line === row.line)
  const origin = recogniseOwnMessage(row, ours)
  if (origin.type === 'staff') return false

  if (origin.type === 'echo') {
    unclaimed.splice(
      unclaimed.findIndex(({ id }) => id === origin.of),
      1,
    )
    echoes.push({ echoRowId: row.id, messageId: origin.of, whatsappId: row.whatsappId, sentAt: row.sentAt })
  } else {
    const outcome: Outcome | null = open === null ? null : { type: 'filed', sessionId: open.id }
    applied.push({ id: row.id, line: row.line, status: 'sent', outcome })
  }
  return true
}

function toWaitingMessage(row: ReachableMessage): WaitingMessage {
  const { chatId, sentAt, isReplay, text, now } = row
  const facts = { chatId, sentAt: sentAt.getTime(), newSessionId: newId() }
  if (row.fromMe) return { type: 'staff-message', ...facts }
  return { type: 'guest-message', ...facts, text, now: now.getTime(), isReplay }
}

function toApplied(
  { id, line, fromMe }: ReachableMessage,
  decision: Decision | undefined,
): AppliedMessage & { line: string } {
  const outcome = decision?.outcome ?? null
  return { id, line, status: fromMe && outcome?.type === 'filed' ? 'sent' : 'applied', outcome }
}
