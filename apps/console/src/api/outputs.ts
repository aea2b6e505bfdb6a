import type { CheckInRecord } from '@bellhop/store'
import { z } from 'zod'

import { findCountry } from '../phone-country.ts'
import { FIELD_CODES, PROBLEM_CODES } from '../problem-codes.ts'
import type { ShownSession } from '../shown-session.ts'

export const time = z.iso.datetime()
export const id = z.uuid()

export const country = z
  .string()
  .nullable()
  .describe('Of the number: ISO 3166, two letters. Null if it is not known')
  .meta({ example: 'ID' })

export const valid = z.boolean().describe('Whether its country has such numbers, as far as is known')

export const checkInOutput = z.object({
  id,
  guest_id: id,
  session_id: id.nullable().describe('Of the session that is open, else of the newest'),
  phone: z.string(),
  country,
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
  operator: z
    .object({ id, display_name: z.string() })
    .nullable()
    .describe('In manual mode: who took it over or wrote in it last in the console'),
  agent_status: z.enum(['pending', 'created', 'failed']).nullable(),
  started_at: time,
  last_activity_at: time,
  ended_at: time.nullable(),
  end_reason: z.enum(['expired', 'guest', 'staff', 'checked_out']).nullable(),
  idle: z.boolean().describe('Open, but silent for so long that the next message opens a new session'),
  staff_active_at: time.nullable().describe('When staff last wrote in it or took it over'),
  returns_to_agent_at: time
    .nullable()
    .describe('In manual mode: when the agent has it again if staff stay silent'),
})

export const fieldErrorOutput = z.object({
  field: z.string(),
  message: z.string(),
  code: z.enum(FIELD_CODES),
})

export const problemOutput = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string(),
  errors: z.array(fieldErrorOutput).optional(),
})

/** A page of a list, the newest first. */
export function listOutput<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: id.nullable() })
}

export function toCheckInOutput(record: CheckInRecord, homeCountry: string): z.infer<typeof checkInOutput> {
  return {
    id: record.id,
    guest_id: record.guestId,
    session_id: record.sessionId,
    phone: record.phone,
    country: findCountry(record.phone, homeCountry),
    name: record.name,
    locale: record.locale,
    room: record.room,
    status: record.status,
    checked_in_at: record.checkedInAt.toISOString(),
    checked_out_at: record.checkedOutAt?.toISOString() ?? null,
  }
}

/** A release that knew of none has given sessions back to the agent and left who had them. */
function toHolder({ mode, operator }: ShownSession): z.infer<typeof sessionOutput>['operator'] {
  return mode === 'manual' && operator !== null
    ? { id: operator.id, display_name: operator.displayName }
    : null
}

export function toSessionOutput(record: ShownSession): z.infer<typeof sessionOutput> {
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
    operator: toHolder(record),
    agent_status: record.agentStatus,
    started_at: record.startedAt.toISOString(),
    last_activity_at: record.lastActivityAt.toISOString(),
    ended_at: record.endedAt?.toISOString() ?? null,
    end_reason: record.endReason,
    idle: record.idle,
    staff_active_at: record.staffActiveAt?.toISOString() ?? null,
    returns_to_agent_at: record.returnsAt?.toISOString() ?? null,
  }
}
