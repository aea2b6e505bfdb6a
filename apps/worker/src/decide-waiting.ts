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
  type Echo,
  type SentRow,
  type WaitingMessageRow,
} from '@bellhop/store'

/** A waiting message whose guest's phone is known. */
export type ReachableMessage = WaitingMessageRow & { phone: string }

export interface Decided {
  changes: ConversationChange[]
  applied: (AppliedMessage & { line: string })[]
  echoes: Echo[]
  /** Second copies of messages of ours: one send, two messages at the guest's. */
  copies: { id: string; of: string; line: string }[]
}

/** Decides what waits in each conversation. The rows come by conversation, oldest first. */
export function decideWaiting(
  waiting: readonly ReachableMessage[],
  conversations: ReadonlyMap<string, Conversation>,
  sent: readonly SentRow[],
  { rules, homeCountry }: { rules: Rules; homeCountry: string },
): Decided {
  const decided: Decided = { changes: [], applied: [], echoes: [], copies: [] }
  const ours = sent.map((row) => ({ ...row }))
  for (const [name, rows] of byConversation(waiting)) {
    const before = conversations.get(name)
    const [first] = rows
    if (before === undefined || first === undefined) continue

    const toDecide = rows.filter((row) => !recognised(row, before, ours, decided))
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

/** Takes out what is nobody's turn in the conversation: echoes and copies of ours, and what other programs sent. */
function recognised(
  row: ReachableMessage,
  { open }: Conversation,
  sent: SentRow[],
  { applied, echoes, copies }: Decided,
): boolean {
  if (!row.fromMe) return false
  const { id, line, whatsappId, sentAt } = row
  const ours = sent.filter((one) => one.phone === row.phone && one.line === line)
  const origin = recogniseOwnMessage({ ...row, sentAt: sentAt.getTime() }, ours)
  if (origin.type === 'staff') return false

  if (origin.type === 'echo') {
    echoes.push({ echoRowId: id, messageId: origin.of, whatsappId, sentAt })
    for (const one of ours) if (one.id === origin.of) one.state = 'sent'
  } else {
    if (origin.type === 'copy') copies.push({ id, of: origin.of, line })
    const outcome: Outcome | null = open === null ? null : { type: 'filed', sessionId: open.id }
    applied.push({ id, line, status: 'sent', outcome, isAutomatic: origin.type === 'program' })
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
