import { ackPayload, editPayload, reactionPayload, revokePayload } from '../simulator/bodies/updates.ts'
import type { WireMessage } from '../simulator/bodies/wire-message.ts'
import type { AckName } from '../simulator/options.ts'
import {
  CARRIER,
  CHAT,
  EVENT_AT,
  HELLO,
  LATER,
  LID,
  ME,
  REPLY,
  UNKNOWN,
  UPDATE,
  UPDATE_OF_EVENT,
  idOf,
  told,
  type Row,
} from './row.fixture.ts'

function ack(name: AckName, status: string, changes: Partial<WireMessage> = {}): Pick<Row, 'body' | 'fate'> {
  const chat = changes.chatId === LID ? UNKNOWN : CHAT
  return {
    body: told('message.ack', (engine) => ackPayload(engine, { ...REPLY, ...changes }, name, ME)),
    fate: { kind: 'ack', ...chat, ...idOf(REPLY), sentAt: EVENT_AT, detail: { ack: status } },
  }
}

export const UPDATES: Row[] = [
  {
    what: 'an edit',
    body: told('message.edited', (engine) => editPayload(engine, HELLO, { ...CARRIER, text: 'Hello!' }, ME)),
    fate: { kind: 'edit', ...UPDATE, detail: { text: 'Hello!' } },
    but: { WEBJS: { kind: 'edit', ...UPDATE_OF_EVENT, detail: { text: 'Hello!' } } },
  },
  {
    what: 'a revoke',
    body: told('message.revoked', (engine) => revokePayload(engine, HELLO, CARRIER, ME)),
    fate: { kind: 'revoke', ...UPDATE, detail: {} },
    but: {
      WEBJS: { kind: 'revoke', ...UPDATE_OF_EVENT, detail: {} },
      WPP: { kind: 'revoke', ...UPDATE_OF_EVENT, detail: {} },
    },
  },
  ...['👍', ''].map((emoji) => ({
    what: emoji === '' ? 'a reaction taken back' : 'a reaction',
    body: told('message.reaction', (engine) => reactionPayload(engine, REPLY, CARRIER, emoji, ME)),
    fate: { kind: 'reaction', ...CHAT, ...idOf(REPLY), sentAt: LATER, detail: { emoji, byMe: false } },
    // In fractions of a second.
    but: {
      WEBJS: {
        kind: 'reaction',
        ...CHAT,
        ...idOf(REPLY),
        sentAt: LATER + 853,
        detail: { emoji, byMe: false },
      },
    },
  })),
  { what: 'an ack: delivered', ...ack('DEVICE', 'delivered') },
  { what: 'an ack: read', ...ack('READ', 'read') },
  { what: 'an ack: error', ...ack('ERROR', 'failed') },
  { what: 'an ack under the hidden address', ...ack('READ', 'read', { chatId: LID }) },
  {
    what: 'an ack of what the hotel has read',
    body: told('message.ack', (engine) => ackPayload(engine, HELLO, 'READ', ME)),
    fate: 'inbound ack',
  },
]
