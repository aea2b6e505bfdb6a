import { chatOfPhone, type Rules } from '@bellhop/core'
import type { OutboundRing } from '@bellhop/queue'
import {
  attributeCopies,
  conversationKey,
  findStillWaiting,
  guestKey,
  holdOwnMessages,
  loadSent,
  loadWaiting,
  rememberingChats,
  remindOfHidden,
  savingDecisions,
  settleByEcho,
  tryLockGuests,
  type AppliedMessage,
  type ConversationChange,
  type GuestChats,
  type GuestKey,
  type MessageName,
  type NewMessage,
  type Pipeline,
  type Prisma,
  type Queryable,
  type RememberedChat,
  type SentRow,
  type Store,
  type Waiting,
  type WaitingMessageRow,
} from '@bellhop/store'
import { decideWaiting, type Decided, type ReachableMessage } from './decide-waiting.ts'

/** One guest's messages on a line in one transaction: a flood is applied in pieces. */
const MESSAGES_MAX = 200

/** `oldest` takes a single message, so that a failure has one name. */
export type ApplyScope = 'everything' | 'oldest'

/** Nothing was applied. `messageIds` are the messages that were about to be. */
export class ApplyError extends Error {
  override readonly name = 'ApplyError'
  readonly messageIds: readonly string[]

  constructor(messageIds: readonly string[], cause: unknown) {
    super('messages could not be applied', { cause })
    this.messageIds = messageIds
  }
}

export interface ApplySettings {
  rules: Rules
  homeCountry: string
}

export interface AppliedGuests {
  /** The guests whose locks were free. The others' holders look once more after their commit. */
  taken: GuestKey[]
  /** For which of them something came while they were ours: it was left to us, so it is forgotten unless we take it (I9). */
  still: Promise<GuestKey[]>
  applied: (AppliedMessage & { line: string })[]
  /** The hotel's own messages among them: acks and the like may have waited for these. */
  own: MessageName[]
  /** A number became known of which messages here did not know yet: they are to be brought back. */
  learnt: boolean
  /** What to ring for, now that it is committed. */
  outbound: OutboundRing[]
  agents: string[]
  /** The sessions that are the agent's again. */
  returned: string[]
  /** What turned out to be ours. */
  ours: Pick<Decided, 'echoes' | 'copies'>
}

/**
 * Gives the guests' waiting messages their effects: lock, load, decide, save, in one transaction (I3, I9).
 * Throws an {@link ApplyError} around whatever went wrong.
 */
export async function applyGuests(
  { pipeline }: Pick<Store, 'pipeline'>,
  keys: readonly GuestKey[],
  settings: ApplySettings,
  scope: ApplyScope,
  came: readonly NewMessage[] = [],
): Promise<AppliedGuests> {
  let waiting: WaitingMessageRow[] = []
  try {
    return await pipeline(async (db) => {
      // In one way there and back, so also what is read of guests who turn out to be somebody else's, and left alone then.
      const [, taken, loaded] = await Promise.all([
        db.begin(),
        tryLockGuests(db, keys),
        loadWaiting(db, keys, MESSAGES_MAX, came),
      ])
      const ours = new Set(taken)
      const theirs = loaded.messages.filter((row) => ours.has(guestKey(row)))
      waiting = scope === 'oldest' ? theirs.slice(0, 1) : theirs

      const { unresolved, learnt } = await sortOutLearnt(db, waiting)
      const decided = await decideAll(db, waiting, loaded, settings)
      await settleByEcho(db, decided.echoes)
      await attributeCopies(db, decided.copies)
      const applied = withNew([...decided.applied, ...unresolved.map(leaveUnresolved)], waiting, came)
      const chats = newChats(waiting, decided.changes, loaded.chats, settings.homeCountry)
      const saving = [...savingDecisions(decided.changes, applied), ...rememberingChats(chats)]
      const { still } = await commit(db, saving, taken)
      const own = waiting.filter(({ fromMe }) => fromMe)
      return { taken, still, applied, own, learnt, ours: decided, ...ringsFor(decided.changes) }
    })
  } catch (error) {
    throw new ApplyError(
      waiting.map(({ id }) => id),
      error,
    )
  }
}

/** Saves, commits, and looks what came for these guests in the meantime, in one way there and back. */
async function commit(
  db: Pipeline,
  saving: readonly Prisma.Sql[],
  taken: readonly GuestKey[],
): Promise<Pick<AppliedGuests, 'still'>> {
  const answers = [...saving.map((statement) => db.$executeRaw(statement)), db.commit()]
  const still = findStillWaiting(db, taken)
  // What is committed has to be rung for, whether or not that look fails; who waits for it hears of it.
  still.catch(() => {})
  const failed = (await Promise.allSettled(answers)).find(({ status }) => status === 'rejected')
  // The commit fails because of what failed before it.
  if (failed?.status === 'rejected') throw failed.reason
  return { still }
}

/** Messages without a phone, whose number may have become known since they were stored: those are left as they are. */
async function sortOutLearnt(
  db: Queryable,
  waiting: readonly WaitingMessageRow[],
): Promise<{ unresolved: WaitingMessageRow[]; learnt: boolean }> {
  const hidden = waiting.filter(({ phone }) => phone === null)
  const learnt = await remindOfHidden(db, hidden)
  const isLearnt = (row: WaitingMessageRow) =>
    learnt.some(({ line, chatId }) => line === row.line && chatId === row.chatId)
  return { unresolved: hidden.filter((row) => !isLearnt(row)), learnt: learnt.length > 0 }
}

async function decideAll(
  db: Queryable,
  waiting: readonly WaitingMessageRow[],
  { conversations }: Waiting,
  settings: ApplySettings,
): Promise<Decided> {
  const reachable = await withoutSettled(db, waiting.filter(isReachable))
  if (reachable.length === 0) return { changes: [], applied: [], echoes: [], copies: [] }

  const sent = await loadSentBefore(
    db,
    reachable.filter(({ fromMe }) => fromMe),
  )
  return decideWaiting(reachable, conversations, sent, settings)
}

/** What the own messages among them may be echoes of. */
async function loadSentBefore(db: Queryable, own: readonly ReachableMessage[]): Promise<SentRow[]> {
  if (own.length === 0) return []
  const oldest = Math.min(...own.map(({ sentAt }) => sentAt.getTime()))
  return loadSent(
    db,
    { phones: own.map(({ phone }) => phone), lines: own.map(({ line }) => line) },
    new Date(oldest),
  )
}

/** Without the echoes that a settle has taken away since; the others stay as they are until the commit. */
async function withoutSettled(
  db: Queryable,
  rows: readonly ReachableMessage[],
): Promise<readonly ReachableMessage[]> {
  const own = rows.filter(({ fromMe }) => fromMe).map(({ id }) => id)
  if (own.length === 0) return rows
  const held = new Set(await holdOwnMessages(db, own))
  return rows.filter(({ id, fromMe }) => !fromMe || held.has(id))
}

const isReachable = (row: WaitingMessageRow): row is ReachableMessage => row.phone !== null

/** With those that are not stored yet goes what is to be stored. */
function withNew<T extends AppliedMessage>(
  applied: readonly T[],
  waiting: readonly WaitingMessageRow[],
  came: readonly NewMessage[],
): T[] {
  if (came.length === 0) return [...applied]
  const messages = new Map(came.map((message) => [message.id, message]))
  const seqs = new Map(waiting.map(({ id, newSeq }) => [id, newSeq]))
  return applied.map((one) => {
    const [message, seq] = [messages.get(one.id), seqs.get(one.id)]
    return {
      toStore: message === undefined || typeof seq !== 'number' ? undefined : { message, seq },
      ...one,
    }
  })
}

function leaveUnresolved({ id, line }: WaitingMessageRow): AppliedMessage & { line: string } {
  return { id, line, status: 'applied', outcome: { type: 'unmatched', reason: 'unresolved_lid' } }
}

/**
 * A guest is known by the number, by every address that a message came under, and by the hidden ones that the number is known to
 * have. Those that are not remembered yet. Where two guests have the same one, it is the one's whose number it is known to have.
 */
function newChats(
  rows: readonly WaitingMessageRow[],
  changes: readonly ConversationChange[],
  known: ReadonlyMap<string, GuestChats>,
  homeCountry: string,
): RememberedChat[] {
  const guestIds = new Map(changes.map(({ key, after }) => [conversationKey(key), after.guest?.id]))
  const written = rows
    .filter(isReachable)
    .flatMap(({ line, phone, chatId }) =>
      [chatId, chatOfPhone(phone, homeCountry)].map((one) => ({ line, phone, chatId: one })),
    )
  const hidden = changes.flatMap(({ key }) =>
    (known.get(conversationKey(key))?.hidden ?? []).map((chatId) => ({ ...key, chatId })),
  )
  const chats = new Map<string, RememberedChat>()
  for (const { line, phone, chatId } of [...written, ...hidden]) {
    const key = conversationKey({ line, phone })
    const guestId = guestIds.get(key)
    if (guestId !== undefined && !known.get(key)?.remembered.includes(chatId))
      chats.set(`${line} ${chatId}`, { line, chatId, guestId })
  }
  return [...chats.values()]
}

/** A ring per guest, named by the first thing to say; a session's agent is asked for once. */
function ringsFor(
  changes: readonly ConversationChange[],
): Pick<AppliedGuests, 'outbound' | 'agents' | 'returned'> {
  const outbound: OutboundRing[] = []
  const agents: string[] = []
  const returned: string[] = []
  for (const { key, after, effects } of changes) {
    const first = effects.find((effect) => 'text' in effect)
    if (first !== undefined && after.guest !== null) {
      outbound.push({ line: key.line, guestId: after.guest.id, kind: first.kind })
    }
    for (const effect of effects) {
      if (effect.type === 'create-agent') agents.push(effect.sessionId)
      if (effect.type === 'return-to-agent') returned.push(effect.sessionId)
    }
  }
  return { outbound, agents, returned }
}
