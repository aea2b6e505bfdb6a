import type { CheckInRecord, MessageRecord, SessionRecord } from '@bellhop/store'
import { z } from 'zod'

const time = z.iso.datetime()
const id = z.uuid()

export const checkInOutput = z.object({
  id,
  guest_id: id,
  phone: z.string(),
  name: z.string(),
  locale: z.string(),
  room: z.string(),
  status: z.enum(['active', 'checked_out']),
  checked_in_at: time,
  checked_out_at: time.nullable(),
})

export const sessionOutput = z.object({
  id,
  guest_id: id,
  check_in_id: id,
  phone: z.string(),
  name: z.string(),
  room: z.string(),
  line: z.string(),
  chat_id: z.string(),
  status: z.enum(['open', 'terminated']),
  mode: z.enum(['agent', 'manual']),
  agent_status: z.enum(['pending', 'created', 'failed']).nullable(),
  started_at: time,
  last_activity_at: time,
  ended_at: time.nullable(),
  end_reason: z.enum(['expired', 'guest', 'staff', 'checked_out']).nullable(),
  idle: z.boolean().describe('Open, but silent for so long that the next message opens a new session'),
})

export const messageOutput = z.object({
  id,
  session_id: id.nullable(),
  line: z.string(),
  chat_id: z.string(),
  phone: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']),
  role: z.enum(['User', 'System', 'Agent', 'Staff']),
  kind: z.string(),
  text: z.string().nullable(),
  media: z.unknown(),
  whatsapp_id: z.string().nullable(),
  from_me: z.boolean(),
  status: z.string(),
  attempts: z.number(),
  error: z.string().nullable(),
  unmatched_reason: z.string().nullable(),
  sent_at: time.nullable(),
  created_at: time,
})

export const problemOutput = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
})

/** A page of a list, the newest first. */
export function listOutput<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: id.nullable() })
}

export function toCheckInOutput(record: CheckInRecord): z.infer<typeof checkInOutput> {
  return {
    id: record.id,
    guest_id: record.guestId,
    phone: record.phone,
    name: record.name,
    locale: record.locale,
    room: record.room,
    status: record.status,
    checked_in_at: record.checkedInAt.toISOString(),
    checked_out_at: record.checkedOutAt?.toISOString() ?? null,
  }
}

export function toSessionOutput(record: SessionRecord, isIdle: boolean): z.infer<typeof sessionOutput> {
  return {
    id: record.id,
    guest_id: record.guestId,
    check_in_id: record.checkInId,
    phone: record.phone,
    name: record.name,
    room: record.room,
    line: record.line,
    chat_id: record.chatId,
    status: record.status,
    mode: record.mode,
    agent_status: record.agentStatus,
    started_at: record.startedAt.toISOString(),
    last_activity_at: record.lastActivityAt.toISOString(),
    ended_at: record.endedAt?.toISOString() ?? null,
    end_reason: record.endReason,
    idle: isIdle,
  }
}

export function toMessageOutput(record: MessageRecord): z.infer<typeof messageOutput> {
  return {
    id: record.id,
    session_id: record.sessionId,
    line: record.line,
    chat_id: record.chatId,
    phone: record.phone,
    direction: record.direction,
    role: record.role,
    kind: record.kind,
    text: record.text,
    media: record.media,
    whatsapp_id: record.whatsappId,
    from_me: record.fromMe,
    status: record.status,
    attempts: record.attempts,
    error: record.error,
    unmatched_reason: record.unmatchedReason,
    sent_at: record.sentAt?.toISOString() ?? null,
    created_at: record.createdAt.toISOString(),
  }
}
