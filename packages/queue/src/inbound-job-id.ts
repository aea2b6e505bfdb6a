import { createHash } from 'node:crypto'
import type { InboundEvent, InboundMessage } from '@bellhop/core'

// No `:`, which BullMQ refuses, and nothing that could make two events share an id.
const PLAIN_LINE = /^[\w.-]{1,64}$/
const PLAIN_ID = /^(?:evt_)?[A-Za-z0-9.-]{1,128}$/

/**
 * The id under which WAHA's repetitions of an event are one job, and that outlives it as the event's key in Postgres:
 * `{line}_message_{fromMe}_{whatsappId}` for messages, `{line}_{kind}_{eventId}` for all else. A message of a hidden user
 * whose number is unknown ends in `_hidden`: its twin under the number is no repetition, it tells whose both are. An event without an id is
 * known by its content; ids with odd characters are hashed.
 */
export function inboundJobId(event: InboundEvent): string {
  if (event.kind === 'guest-message' || event.kind === 'own-message') {
    return messageJobId(event, event.phone === null)
  }
  return join(event.line, event.kind, event.eventId ?? sha256(contentOf(event)))
}

/** The ids that the job of a message may have had: with the number of its chat, and without. */
export function messageJobIds(message: MessageName): string[] {
  return [messageJobId(message, false), messageJobId(message, true)]
}

type MessageName = Pick<InboundMessage, 'line' | 'fromMe' | 'whatsappId'>

function messageJobId({ line, fromMe, whatsappId }: MessageName, isHidden: boolean): string {
  return join(line, 'message', fromMe ? 'true' : 'false', whatsappId, ...(isHidden ? ['hidden'] : []))
}

function join(line: string | null, kind: string, ...parts: string[]): string {
  const plain = PLAIN_LINE.test(line ?? '') && parts.every((part) => PLAIN_ID.test(part))
  return plain
    ? [line, kind, ...parts].join('_')
    : `${kind}_${sha256(JSON.stringify([line, kind, ...parts]))}`
}

function contentOf(event: InboundEvent): string {
  return event.kind === 'unreadable' ? event.raw : JSON.stringify(event)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
