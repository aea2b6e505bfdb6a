import type { MessageRecord } from '@bellhop/store'
import { z } from 'zod'

import { readQuote, readReactions } from '../read-message.ts'
import { mediaOutput, toMediaOutput } from './media-output.ts'
import { id, time } from './outputs.ts'

export const messageOutput = z.object({
  id,
  session_id: id.nullable(),
  line: z.string(),
  chat_id: z.string(),
  phone: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']),
  role: z.enum(['User', 'System', 'Agent', 'Staff']),
  kind: z.string(),
  text: z.string().nullable().describe('As it reads now. It stays when its author takes the message back'),
  original_text: z.string().nullable().describe('As it was before the first edit; null while there was none'),
  edited_at: time.nullable(),
  edits: z
    .array(z.object({ text: z.string().nullable(), at: time }))
    .describe('What it was changed to, the oldest first'),
  revoked_at: time.nullable().describe('When its author took it back'),
  reactions: z
    .record(z.string(), z.string())
    .nullable()
    .describe('The emoji that stand at it, by who put them there: guest, hotel'),
  quote: z
    .object({ whatsapp_id: z.string().nullable(), text: z.string().nullable() })
    .nullable()
    .describe('The message that it answers'),
  media: mediaOutput,
  whatsapp_id: z.string().nullable(),
  from_me: z.boolean(),
  status: z.string(),
  attempts: z.number(),
  resends: z.number().describe('How often it was sent again after nobody knew whether it had arrived'),
  overtaken: z
    .boolean()
    .describe('It may have left, and something that was written after it has left already'),
  claimed_at: time.nullable().describe('When its last attempt began; for an unknown one, since when'),
  error: z.string().nullable().describe('Why it failed, is unknown, or was cancelled'),
  unmatched_reason: z.string().nullable(),
  sent_at: time.nullable(),
  created_at: time,
})

export function toMessageOutput(record: MessageRecord): z.infer<typeof messageOutput> {
  const quote = readQuote(record.quote)
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
    original_text: record.originalText,
    edited_at: record.editedAt?.toISOString() ?? null,
    edits: record.edits.map(({ text, at }) => ({ text, at: at.toISOString() })),
    revoked_at: record.revokedAt?.toISOString() ?? null,
    reactions: readReactions(record.reactions),
    quote: quote === null ? null : { whatsapp_id: quote.whatsappId, text: quote.text },
    media: toMediaOutput(record),
    whatsapp_id: record.whatsappId,
    from_me: record.fromMe,
    status: record.status,
    attempts: record.attempts,
    resends: record.resends,
    overtaken: record.isOvertaken,
    claimed_at: record.claimedAt?.toISOString() ?? null,
    error: record.error,
    unmatched_reason: record.unmatchedReason,
    sent_at: record.sentAt?.toISOString() ?? null,
    created_at: record.createdAt.toISOString(),
  }
}
