import type { InboundEvent } from '@bellhop/core'
import { classifyWebhook } from '@bellhop/gateways/waha'
import { inboundJobId } from '@bellhop/queue'
import type { RetryRow } from '@bellhop/store'

/** Reads a quarantined event as it would be read now. A text says why it is still none that can be stored. */
export type ReadQuarantined = (row: Pick<RetryRow, 'eventKey' | 'raw' | 'createdAt'>) => InboundEvent | string

export function createReadQuarantined(options: {
  lines: readonly string[]
  homeCountry: string
}): ReadQuarantined {
  return function readQuarantined({ eventKey, raw, createdAt }) {
    const event = readJob(eventKey, raw)
    if (event !== null && event.kind !== 'unreadable') return unlessOver(event)

    const body = event === null ? raw : Buffer.from(event.raw, 'base64')
    const fate = classifyWebhook(body, { ...options, receivedAt: createdAt.getTime() })
    if (fate.fate === 'enqueue') return unlessOver(fate.event)
    return fate.fate === 'ignored' ? `nobody needs it: ${fate.reason}` : fate.reason
  }
}

/** How a line was when the event came is no news of how it is, and would pause one that works. */
function unlessOver(event: InboundEvent): InboundEvent | string {
  return event.kind === 'line-status' ? 'an old state of a line' : event
}

/**
 * The data of an inbound job that failed. Null for the body of a webhook, whatever it says: the key of a job tells what its data
 * are, that of a body only that it could not be read.
 */
function readJob(eventKey: string, raw: Buffer): InboundEvent | null {
  try {
    const event = JSON.parse(raw.toString()) as InboundEvent
    return inboundJobId(event) === eventKey ? event : null
  } catch {
    return null // no JSON, or nothing that has a key
  }
}
