import type { InboundEvent } from '@bellhop/core'
import type { AgentCall, MediaRing, OutboundRing } from './jobs.ts'

/** What stands for a guest in jobs. */
export interface JobTraces {
  phone: string
  chatIds: Set<string>
  guestIds: ReadonlySet<string>
  sessionIds: ReadonlySet<string>
  messageIds: ReadonlySet<string>
  whatsappIds: Set<string>
  /** As which the number and the addresses stand in an event that could not be read. */
  words: readonly string[]
}

type JobData = InboundEvent | MediaRing | AgentCall | OutboundRing

/** Whether a job is the guest's. One that is somebody else's and only speaks of the guest is not. */
export function isTheirJob(data: JobData, traces: JobTraces): boolean {
  if ('messageId' in data) return traces.messageIds.has(data.messageId)
  if ('sessionId' in data) return traces.sessionIds.has(data.sessionId)
  if ('guestId' in data) return traces.guestIds.has(data.guestId)
  if (data.kind === 'unreadable')
    return names(Buffer.from(data.raw, 'base64').toString('latin1'), traces.words)
  if (data.kind === 'line-status') return false
  return (
    data.phone === traces.phone ||
    (data.phone === null && traces.chatIds.has(data.chatId)) ||
    traces.whatsappIds.has(data.whatsappId)
  )
}

/** As a word of its own, and not as a part of a longer one. */
function names(text: string, words: readonly string[]): boolean {
  const alternatives = words.map((word) => word.replace(/[^0-9A-Za-z]/g, String.raw`\$&`)).join('|')
  return new RegExp(`(?<![0-9A-Za-z])(${alternatives})(?![0-9A-Za-z])`).test(text)
}
