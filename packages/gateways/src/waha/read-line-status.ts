import { readTimelock } from './timelock.ts'
import { isObject } from './webhook-fields.ts'
import { reads, type Unreadable } from './webhook-call.ts'

const STATUS = /^[A-Z0-9_]{1,64}$/

export const readLineStatus = reads(
  readStatus,
  ({ status }, { line, eventId, eventAt, receivedAt, timelock }) => {
    const sentAt = eventAt ?? receivedAt
    if (sentAt === null) return { unreadable: 'time' }
    const timelockedUntil = readTimelock(timelock)
    const told = timelockedUntil === undefined ? {} : { timelockedUntil }
    return { kind: 'line-status', line, eventId, status, sentAt, ...told }
  },
)

function readStatus(payload: unknown): { status: string } | Unreadable {
  if (!isObject(payload)) return { unreadable: 'payload' }
  const { status } = payload
  return typeof status === 'string' && STATUS.test(status) ? { status } : { unreadable: 'payload.status' }
}
