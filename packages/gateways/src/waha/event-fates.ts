import { readLineStatus } from './read-line-status.ts'
import { readMessage } from './read-message.ts'
import { readAck, readEdit, readReaction, readRevoke } from './read-update.ts'
import type { Reader } from './webhook-call.ts'

/**
 * Every event that WAHA is known to send: who reads it, or the word for why nobody does. What the readers ignore in turn: chats that
 * are no conversation with one person (addresses.ts), and messages in which nobody said anything (content.ts).
 */
export const FATE_BY_EVENT = new Map<string, Reader | string>([
  // Conversations. `message` is the part of `message.any` that others wrote.
  ['message', readMessage],
  ['message.any', readMessage],
  ['message.edited', readEdit],
  ['message.revoked', readRevoke],
  ['message.reaction', readReaction],
  ['message.ack', readAck],

  // The line.
  ['session.status', readLineStatus],
  ['state.change', 'engine'], // the engine's own words for what session.status says
  ['engine.event', 'engine'], // everything, undigested

  ['message.waiting', 'placeholder'], // the message itself follows under the same id
  ['message.ack.group', 'group'], // Bellhop writes to nobody but guests
  ['group.join', 'group'],
  ['group.leave', 'group'],
  ['group.v2.join', 'group'],
  ['group.v2.leave', 'group'],
  ['group.v2.update', 'group'],
  ['group.v2.participants', 'group'],

  // What people do without saying anything.
  ['presence.update', 'presence'],
  ['poll.vote', 'poll'],
  ['poll.vote.failed', 'poll'],
  ['event.response', 'calendar'],
  ['event.response.failed', 'calendar'],
  ['call.received', 'call'],
  ['call.accepted', 'call'],
  ['call.rejected', 'call'],

  // How staff keep order on the hotel's phone.
  ['chat.archive', 'chat list'],
  ['label.upsert', 'label'],
  ['label.deleted', 'label'],
  ['label.chat.added', 'label'],
  ['label.chat.deleted', 'label'],
])
