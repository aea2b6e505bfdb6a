import { readTimelock } from './timelock.ts'
import { reads } from './webhook-call.ts'
import { lineStatusSchema } from './webhook-schema.ts'

export const readLineStatus = reads(
  lineStatusSchema,
  ({ status }, { line, eventId, eventAt, receivedAt, timelock }) => {
    const sentAt = eventAt ?? receivedAt
    if (sentAt === null) return { unreadable: 'time' }
    const timelockedUntil = readTimelock(timelock)
    const told = timelockedUntil === undefined ? {} : { timelockedUntil }
    return { kind: 'line-status', line, eventId, status, sentAt, ...told }
  },
)
