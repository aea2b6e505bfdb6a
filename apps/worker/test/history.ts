import {
  BUILT_IN_REPLIES,
  decideInOrder,
  type Conversation,
  type InboundMessage,
  type Rules,
  type WaitingMessage,
} from '@bellhop/core'
import fc from 'fast-check'

const LIMIT_S = 1800
const START = Date.UTC(2026, 0, 15, 12)
const LENGTH_MAX = 12

export const LINE = 'default'

export const rules: Rules = {
  idleLimitMs: LIMIT_S * 1000,
  autoReply: 'every',
  staleAfterMs: null,
  manualReturnAfterMs: null,
  replies: BUILT_IN_REPLIES,
}

/** A message of a history, in the order in which the guest wrote. */
export interface Written {
  id: string
  text: string
  sentAt: number
}

/** What a guest writes. Small alphabets find races: the same second, and gaps right at the limit. */
export const histories: fc.Arbitrary<Written[]> = fc
  .array(
    fc.record({
      gapS: fc.constantFrom(0, 1, 600, LIMIT_S - 1, LIMIT_S, LIMIT_S + 1, 4000),
      isEnd: fc.nat(5).map((n) => n === 0),
    }),
    { minLength: 1, maxLength: LENGTH_MAX },
  )
  .map((steps) => {
    let sentAt = START
    return steps.map(({ gapS, isEnd }, index) => {
      sentAt += gapS * 1000
      return { id: `M${index}`, text: isEnd ? '/end' : `message ${index}`, sentAt }
    })
  })

/** How often each message comes, in which order, into how many hands, how many at a time. */
export const deliveries = fc.record({
  copies: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: LENGTH_MAX, maxLength: LENGTH_MAX }),
  order: fc.array(fc.nat(1000), { minLength: LENGTH_MAX * 3, maxLength: LENGTH_MAX * 3 }),
  workers: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 5 }),
})

export type Delivery = typeof deliveries extends fc.Arbitrary<infer T> ? T : never

/** The messages, repeated and in the delivery's disorder, as they come into each worker's hands. */
export function disorder(messages: readonly Written[], { copies, order, workers }: Delivery): Written[][] {
  const repeated = messages.flatMap((message, index) => Array<Written>(copies[index] ?? 1).fill(message))
  const shuffled = repeated
    .map((message, index) => ({ message, key: order[index] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ message }) => message)
  return Array.from({ length: workers }, (_, hand) => shuffled.filter((_, index) => index % workers === hand))
}

/**
 * Cuts a history where disorder would change what it means (I5): within a piece no message can be overtaken across a gap
 * that decides about a session, nor by an `/end`.
 */
export function cutAtGaps(history: readonly Written[]): Written[][] {
  const pieces: Written[][] = []
  let lastEnd = Number.NEGATIVE_INFINITY
  let anchor = Number.NEGATIVE_INFINITY
  for (const [index, message] of history.entries()) {
    const previous = history[index - 1]
    const piece = pieces.at(-1)
    const stands = message.text === '/end' || previous?.text === '/end' || (previous?.sentAt ?? 0) <= lastEnd
    if (piece === undefined || stands || message.sentAt - anchor > rules.idleLimitMs) {
      // After a long gap the piece's own first message is what the others are measured by.
      const gap = previous === undefined ? Number.POSITIVE_INFINITY : message.sentAt - previous.sentAt
      anchor = gap > rules.idleLimitMs ? message.sentAt : (previous?.sentAt ?? message.sentAt)
      pieces.push([message])
    } else {
      piece.push(message)
    }
    if (message.text === '/end') lastEnd = message.sentAt
  }
  return pieces
}

export const toEvent = ({ id, text, sentAt }: Written, phone: string, chatId: string): InboundMessage => ({
  kind: 'guest-message',
  line: LINE,
  chatId,
  phone,
  whatsappId: `${phone}-${id}`,
  fromMe: false,
  content: 'text',
  text,
  media: null,
  source: null,
  sentAt,
  eventId: null,
})

/** What a history comes to: its messages by session, and what was sent in each. */
export interface Account {
  /** Ids of the messages of each session, sessions in the order of their first message; unmatched ones at the end. */
  sessions: string[][]
  endings: (string | null)[]
  replies: string[][]
}

/** The same history through the rules alone: in order, once each. */
export function reference(history: readonly Written[], state: Conversation): Account {
  const messages = history.map(({ id, text, sentAt }): WaitingMessage => ({
    type: 'guest-message',
    text,
    sentAt,
    chatId: 'chat',
    now: sentAt,
    newSessionId: `session ${id}`,
    isReplay: false,
  }))
  const { state: end, decisions } = decideInOrder(state, messages, rules)
  const bySession = new Map<string, { ids: string[]; replies: string[] }>()
  const at = (sessionId: string) => {
    const entry = bySession.get(sessionId) ?? { ids: [], replies: [] }
    bySession.set(sessionId, entry)
    return entry
  }
  for (const [index, { outcome, effects }] of decisions.entries()) {
    at(outcome.type === 'filed' ? outcome.sessionId : 'none').ids.push(history[index]?.id ?? '')
    for (const effect of effects) if ('text' in effect) at(effect.sessionId).replies.push(effect.kind)
  }
  const reasons = new Map(end.terminated.map(({ id, endReason }) => [id, endReason]))
  return account([...bySession].map(([id, entry]) => ({ ...entry, ending: reasons.get(id) ?? null })))
}

/** In a form that can be compared: what happened in disorder within a session doesn't count. */
export function account(
  sessions: readonly { ids: string[]; replies: string[]; ending: string | null }[],
): Account {
  const position = (id: string) => Number(id.slice(1))
  const sorted = sessions
    .map(({ ids, replies, ending }) => ({
      ids: ids.toSorted((a, b) => position(a) - position(b)),
      replies: replies.toSorted(),
      ending,
    }))
    .toSorted((a, b) => position(a.ids[0] ?? '') - position(b.ids[0] ?? ''))
  return {
    sessions: sorted.map(({ ids }) => ids),
    endings: sorted.map(({ ending }) => ending),
    replies: sorted.map(({ replies }) => replies),
  }
}
