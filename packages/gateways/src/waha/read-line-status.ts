import { reads } from './webhook-call.ts'
import { lineStatusSchema } from './webhook-schema.ts'

export const readLineStatus = reads(
  lineStatusSchema,
  ({ status }, { line, eventId, eventAt, receivedAt }) => {
    const sentAt = eventAt ?? receivedAt
    return sentAt === null ? { unreadable: 'time' } : { kind: 'line-status', line, eventId, status, sentAt }
  },
)
