import { readHead, type MessageHead } from './message-payload.ts'
import { isUnreadable, type Unreadable } from './webhook-call.ts'
import {
  isObject,
  readFlag,
  readFullId,
  readNumber,
  readSeconds,
  readText,
  readWord,
} from './webhook-fields.ts'

export interface AckPayload extends Pick<MessageHead, 'id' | 'timestamp' | 'fromMe' | '_data'> {
  ack: number | null
  ackName: string | null
}

export function readAckPayload(payload: unknown): AckPayload | Unreadable {
  if (!isObject(payload)) return { unreadable: 'payload' }
  const id = readFullId(payload['id'])
  if (id === undefined) return { unreadable: 'payload.id' }
  return {
    id,
    timestamp: readSeconds(payload['timestamp']) ?? null,
    fromMe: readFlag(payload['fromMe']),
    ack: readNumber(payload['ack']) ?? null,
    ackName: readWord(payload['ackName']),
    _data: payload['_data'],
  }
}

export interface ReactionPayload extends MessageHead {
  /** `messageId` is a full one; `text` is '' when the reaction is taken back. */
  reaction: { text: string | null; messageId: string }
}

export function readReactionPayload(payload: unknown): ReactionPayload | Unreadable {
  if (!isObject(payload)) return { unreadable: 'payload' }
  const head = readHead(payload)
  if (isUnreadable(head)) return head
  const reaction = payload['reaction']
  if (!isObject(reaction)) return { unreadable: 'payload.reaction' }
  const text = readText(reaction['text'])
  if (text === undefined) return { unreadable: 'payload.reaction.text' }
  const messageId = readFullId(reaction['messageId'])
  if (messageId === undefined) return { unreadable: 'payload.reaction.messageId' }
  return { reaction: { text, messageId }, ...head }
}

/** A message, whose id is a full one, or on WPP only its key: the full id as a text, or in pieces and as a whole. */
export interface MessageKey {
  id: unknown
  _serialized?: unknown
  fromMe?: unknown
  remote?: unknown
  timestamp?: number | null
  _data?: unknown
}

export interface RevokedPayload {
  after: MessageKey | null
  before: MessageKey | null
  /** Bare. */
  revokedMessageId: string | null
  _data: unknown
}

export function readRevokedPayload(payload: unknown): RevokedPayload | Unreadable {
  if (!isObject(payload)) return { unreadable: 'payload' }
  return {
    after: readMessageKey(payload['after']),
    before: readMessageKey(payload['before']),
    revokedMessageId: readWord(payload['revokedMessageId']),
    _data: payload['_data'],
  }
}

function readMessageKey(key: unknown): MessageKey | null {
  if (typeof key === 'string') return { id: key }
  if (!isObject(key)) return null
  const { id, _serialized, fromMe, remote, timestamp, _data } = key
  return { id, _serialized, fromMe, remote, timestamp: readSeconds(timestamp) ?? null, _data }
}
