import { reactionPayload } from '../simulator/bodies/updates.ts'
import { CARRIER, EVENT_AT, GROUP, GUEST, ME, REPLY, message, told, type Row } from './row.fixture.ts'

export const REST: Row[] = [
  { what: 'a text in a group', body: message(GROUP), fate: 'group' },
  {
    what: 'a reaction in a group',
    body: told('message.reaction', (engine) =>
      reactionPayload(engine, { ...REPLY, ...GROUP }, { ...CARRIER, ...GROUP }, '👍', ME),
    ),
    fate: 'group',
  },
  {
    what: 'an ack in a group',
    body: told('message.ack.group', () => ({ id: 'true_1@g.us_3A' })),
    fate: 'group',
  },
  { what: 'a status', body: message({ chatId: 'status@broadcast', participant: GUEST }), fate: 'status' },
  { what: 'a broadcast', body: message({ chatId: '1789200000@broadcast' }), fate: 'broadcast' },
  { what: 'a newsletter', body: message({ chatId: '120363161513685998@newsletter' }), fate: 'newsletter' },
  { what: 'WhatsApp itself', body: message({ chatId: '0@c.us' }), fate: 'whatsapp' },
  { what: 'a text to oneself', body: message({ chatId: ME.id }, REPLY), fate: 'own number' },
  {
    what: 'a placeholder',
    body: told('message.waiting', () => ({ id: `false_${GUEST}_3A` })),
    fate: 'placeholder',
  },
  {
    what: 'somebody typing',
    body: told('presence.update', () => ({ id: GUEST, presences: [] })),
    fate: 'presence',
  },
  {
    what: 'a call',
    body: told('call.received', () => ({ id: '1', from: GUEST, timestamp: 1 })),
    fate: 'call',
  },
  { what: 'a vote', body: told('poll.vote', () => ({ vote: {}, poll: {} })), fate: 'poll' },
  { what: 'a group that changes', body: told('group.v2.update', () => ({ group: {} })), fate: 'group' },
  { what: 'a label', body: told('label.chat.added', () => ({ labelId: '1', chatId: GUEST })), fate: 'label' },
  { what: 'an event of a kind to come', body: told('message.of.2031', () => 42), fate: 'unknown event' },
  ...['STARTING', 'SCAN_QR_CODE', 'PASSKEY_REQUIRED', 'WORKING', 'FAILED', 'STOPPED'].map((status) => ({
    what: `the line: ${status}`,
    body: told('session.status', () => ({ name: 'default', status, statuses: [] })),
    fate: { kind: 'line-status', status, sentAt: EVENT_AT },
  })),
]
