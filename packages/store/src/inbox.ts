import { isAnswer } from './answers.ts'
import { Prisma } from './generated/client.ts'
import type { MessageKind, Role } from './generated/enums.ts'
import { likePart } from './like-part.ts'
import { rowsFor, type Page } from './page.ts'
import type { SessionRecord } from './session-queries.ts'
import type { Store } from './store.ts'

/** Which sessions. `waiting`: open, and the guest wrote after staff or agent did; `mine`: those that the one who asks has. */
export type InboxView = 'waiting' | 'mine' | 'manual' | 'agent' | 'open' | 'ended'

export interface LastMessage {
  id: string
  text: string | null
  kind: MessageKind
  role: Role
  at: Date
}

/** A session as it stands in the inbox. */
export interface InboxRecord extends SessionRecord {
  /** Of people or the agent: what is automatic says nothing new. */
  lastMessage: LastMessage | null
  /** Since when the guest has no answer by staff or agent; null if there is nothing to answer. */
  waitingSince: Date | null
  /** Messages of the guest that nobody has read. */
  unread: number
}

export interface InboxRequest {
  view: InboxView
  /** The operator who asks; null if none does. */
  operatorId: string | null
  /** Part of the guest's name, the room, or a text. */
  search: string | null
  /** What is looked for as part of the phone, in its stored form; null if that can't be one. */
  phonePart: string | null
  limit: number
  /** `next` of the page before. */
  after: string | null
}

/** Open sessions come by who waits longest, and then by the newest; ended ones by the newest. */
export async function listInbox({ prisma }: Store, request: InboxRequest): Promise<Page<InboxRecord>> {
  const { limit, after, view, operatorId } = request
  const rows = await prisma.$queryRaw<Row[]>`
    WITH shown AS (
      SELECT s.id, ${UNANSWERED_SINCE} AS "waitingSince"
      FROM sessions s JOIN guests g ON g.id = s.guest_id JOIN check_ins c ON c.id = s.check_in_id
      WHERE ${isIn(view, operatorId)} AND ${isFound(request)}
    )
    SELECT s.id, s.guest_id AS "guestId", s.check_in_id AS "checkInId", s.line, s.chat_id AS "chatId", s.status, s.mode,
           s.agent_status AS "agentStatus", s.started_at AS "startedAt", s.last_activity_at AS "lastActivityAt",
           s.staff_active_at AS "staffActiveAt", s.ended_at AS "endedAt", s.end_reason AS "endReason",
           s.read_seq AS "readSeq", s.operator_id AS "operatorId",
           CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'displayName', o.display_name) END AS operator,
           g.phone, g.name, c.room_number AS room, shown."waitingSince",
           ${UNREAD} AS unread, last.*
    FROM shown JOIN sessions s ON s.id = shown.id JOIN guests g ON g.id = s.guest_id
    JOIN check_ins c ON c.id = s.check_in_id LEFT JOIN operators o ON o.id = s.operator_id
    LEFT JOIN LATERAL (
      SELECT m.id AS "lastId", m.text AS "lastText", m.kind AS "lastKind", m.role AS "lastRole",
             coalesce(m.sent_at, m.created_at) AS "lastAt"
      FROM messages m WHERE m.session_id = s.id AND m.role <> 'System' ORDER BY m.seq DESC LIMIT 1
    ) last ON true
    WHERE ${view === 'waiting' ? Prisma.sql`shown."waitingSince" IS NOT NULL` : Prisma.sql`true`}
      AND ${isAfter(after)}
    ORDER BY shown."waitingSince" ASC NULLS LAST, s.id DESC
    LIMIT ${rowsFor(limit)}::int`
  const items = rows.slice(0, limit).map(toRecord)
  const last = items.at(-1)
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null }
}

export type InboxCounts = Record<Exclude<InboxView, 'ended'>, number>

/** How many open sessions there are of each kind, for the operator who asks; null if none does. */
export async function countInbox({ prisma }: Store, operatorId: string | null): Promise<InboxCounts> {
  const [counts] = await prisma.$queryRaw<InboxCounts[]>`
    SELECT count(*)::int AS open, count(*) FILTER (WHERE mode = 'manual')::int AS manual,
           count(*) FILTER (WHERE mode = 'agent')::int AS agent, count(since)::int AS waiting,
           count(*) FILTER (WHERE mode = 'manual' AND operator_id = ${operatorId}::uuid)::int AS mine
    FROM (SELECT s.mode, s.operator_id, ${UNANSWERED_SINCE} AS since FROM sessions s WHERE s.status = 'open') AS opened`
  return counts ?? { open: 0, mine: 0, manual: 0, agent: 0, waiting: 0 }
}

/** Somebody has read all that is in the session now. */
export async function markRead({ prisma }: Store, sessionId: string): Promise<void> {
  await prisma.$executeRaw`
    UPDATE sessions SET read_seq = last.seq
    FROM (SELECT max(seq) AS seq FROM messages WHERE session_id = ${sessionId}::uuid) AS last
    WHERE id = ${sessionId}::uuid AND read_seq < last.seq`
}

/** When the guest of the session `s` wrote what has no answer by staff or agent yet. */
export const UNANSWERED_SINCE = Prisma.sql`(
  SELECT min(coalesce(m.sent_at, m.created_at)) FROM messages m
  WHERE s.status = 'open' AND m.session_id = s.id AND m.direction = 'inbound' AND NOT m.from_me AND m.seq > coalesce((
    SELECT max(a.seq) FROM messages a
    WHERE a.session_id = s.id AND ${isAnswer}
  ), 0)
)`

const UNREAD = Prisma.sql`(
  SELECT count(*)::int FROM messages m
  WHERE m.session_id = s.id AND m.direction = 'inbound' AND NOT m.from_me AND m.seq > s.read_seq
)`

function isIn(view: InboxView, operatorId: string | null): Prisma.Sql {
  if (view === 'ended') return Prisma.sql`s.status = 'terminated'`
  if (view === 'open' || view === 'waiting') return Prisma.sql`s.status = 'open'`
  if (view === 'mine')
    return Prisma.sql`s.status = 'open' AND s.mode = 'manual' AND s.operator_id = ${operatorId}::uuid`
  return Prisma.sql`s.status = 'open' AND s.mode = ${view}::session_mode`
}

function isFound({ search, phonePart }: Pick<InboxRequest, 'search' | 'phonePart'>): Prisma.Sql {
  if (search === null) return Prisma.sql`true`
  const part = likePart(search)
  const byPhone = phonePart === null ? Prisma.sql`false` : Prisma.sql`g.phone LIKE ${`%${phonePart}%`}::text`
  return Prisma.sql`(
    g.name ILIKE ${part}::text OR c.room_number ILIKE ${part}::text OR ${byPhone}
    OR EXISTS (SELECT FROM messages m WHERE m.session_id = s.id AND m.text ILIKE ${part}::text)
  )`
}

/** The time since when the last row waits, or nothing, and its id. */
function cursorOf({ waitingSince, id }: InboxRecord): string {
  return `${waitingSince?.toISOString() ?? ''}_${id}`
}

function isAfter(cursor: string | null): Prisma.Sql {
  if (cursor === null) return Prisma.sql`true`
  const [since = '', id = ''] = cursor.split('_')
  const isLater = Prisma.sql`shown."waitingSince" IS NULL AND s.id < ${id}::uuid`
  if (since === '') return isLater
  return Prisma.sql`(
    shown."waitingSince" IS NULL OR shown."waitingSince" > ${since}::timestamptz
    OR shown."waitingSince" = ${since}::timestamptz AND s.id < ${id}::uuid
  )`
}

type Row = Omit<InboxRecord, 'lastMessage'> & {
  lastId: string | null
  lastText: string | null
  lastKind: MessageKind
  lastRole: Role
  lastAt: Date
}

function toRecord({ lastId, lastText, lastKind, lastRole, lastAt, ...session }: Row): InboxRecord {
  const lastMessage =
    lastId === null ? null : { id: lastId, text: lastText, kind: lastKind, role: lastRole, at: lastAt }
  return { ...session, lastMessage }
}
