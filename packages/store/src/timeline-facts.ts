import { findMessageById, type MessageRecord } from './message-queries.ts'
import type { Session } from './generated/client.ts'
import type { MessageEventKind } from './generated/enums.ts'
import type { Store } from './store.ts'

/** Something that WhatsApp told of a message later. */
export interface ToldLater {
  kind: MessageEventKind
  at: Date
  /** Of an ack: how far it has come. Null for the others. */
  ack: string | null
  /** Whether it has had its effect. */
  isApplied: boolean
}

/** All that Postgres knows of a message's way. */
export interface TimelineFacts {
  message: MessageRecord
  /** Null: it belongs to none. */
  session: Session | null
  /** Whether it is the one that opened its session. */
  isFirst: boolean
  /** The session of the same guest on the same line before; null if there was none. */
  before: Session | null
  /** The oldest first. */
  later: ToldLater[]
  /** When the next attempt is due; null if none is planned. */
  nextAttemptAt: Date | null
}

/** Null if there is no such message. */
export async function findTimelineFacts(store: Store, id: string): Promise<TimelineFacts | null> {
  const { prisma } = store
  const message = await findMessageById(store, id)
  if (message === null) return null
  const { sessionId, line, fromMe, whatsappId } = message
  const row = await prisma.message.findUnique({ where: { id }, select: { nextAttemptAt: true } })
  const session = sessionId === null ? null : await prisma.session.findUnique({ where: { id: sessionId } })
  const first =
    sessionId === null
      ? null
      : await prisma.message.findFirst({
          where: { sessionId, direction: 'inbound' },
          orderBy: { seq: 'asc' },
          select: { id: true },
        })
  const before =
    session === null
      ? null
      : await prisma.session.findFirst({
          where: { guestId: session.guestId, line, startedAt: { lt: session.startedAt } },
          orderBy: { startedAt: 'desc' },
        })
  const later =
    whatsappId === null
      ? []
      : await prisma.$queryRaw<ToldLater[]>`
          SELECT kind, at, data->>'ack' AS ack, applied_at IS NOT NULL AS "isApplied" FROM message_events
          WHERE line = ${line}::text AND from_me = ${fromMe}::bool AND whatsapp_id = ${whatsappId}::text
          ORDER BY at, id`
  return {
    message,
    session,
    isFirst: first?.id === id,
    before,
    later,
    nextAttemptAt: row?.nextAttemptAt ?? null,
  }
}
