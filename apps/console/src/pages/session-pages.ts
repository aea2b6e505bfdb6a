import { randomUUID } from 'node:crypto'

import type { CancelReason } from '@bellhop/core'
import type { MessageRecord, Page } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import type { ShownSession } from '../shown-session.ts'
import { page } from './layout.ts'
import { messageBubble } from './message-bubble.ts'
import { action, badge, hidden, olderLink, time } from './parts.ts'
import { unknownActions } from './unknown-actions.ts'

export function sessionsPage({
  sessions,
  showsAll,
  unknownCount,
}: {
  sessions: Page<ShownSession>
  showsAll: boolean
  /** Messages of which nobody knows whether they arrived. */
  unknownCount: number
}): Html {
  return page(
    { title: 'Sessions', section: 'sessions' },
    html`<div class="heading">
        <h1>Sessions</h1>
        <a href="${showsAll ? '/sessions' : '/sessions?show=all'}"
          >${showsAll ? 'Only open ones' : 'Also ended ones'}</a
        >
      </div>
      ${
        unknownCount > 0 &&
        html`<p class="notice warm">
          <a href="/unknown">${unknownCount === 1 ? '1 message' : `${unknownCount} messages`}</a> may not have
          arrived.
        </p>`
      }
      ${
        sessions.items.length === 0
          ? html`<p class="empty">No session is open.</p>`
          : html`<ul class="rows">
              ${sessions.items.map(row)}
            </ul>`
      }
      ${olderLink(showsAll ? '/sessions?show=all' : '/sessions', sessions.next)}`,
  )
}

export function sessionPage({
  session,
  messages,
  reasonAgainst,
  notice,
}: {
  session: ShownSession
  messages: Page<MessageRecord>
  /** Why a message would be dropped instead of sent again. */
  reasonAgainst: (message: MessageRecord) => CancelReason | null
  notice?: string | undefined
}): Html {
  const path = `/sessions/${session.id}`
  return page(
    { title: `${session.name}, room ${session.room}`, section: 'sessions', notice },
    html`<div class="heading">
        <h1><bdi>${session.name}</bdi></h1>
        <div class="badges">${badges(session)}</div>
      </div>
      <p class="facts">
        <span>${session.phone}</span> <span>Room <bdi>${session.room}</bdi></span>
        <span>Line ${session.line}</span>
        <span>since ${time(session.startedAt)}</span>
        ${session.endedAt !== null && html`<span>until ${time(session.endedAt)}</span>`}
        ${session.returnsAt !== null && html`<span>the agent's again at ${time(session.returnsAt)}, unless staff write</span>`}
      </p>
      ${session.status === 'open' && controls(session, path)} ${olderLink(path, messages.next)}
      ${
        messages.items.length === 0
          ? html`<p class="empty">There is no message in this session.</p>`
          : html`<ol class="bubbles">
              ${messages.items
                .toReversed()
                .map((message) =>
                  messageBubble(
                    message,
                    message.status === 'unknown' ? unknownActions(message, reasonAgainst(message)) : null,
                  ),
                )}
            </ol>`
      }
      ${replyForm(session, path)}`,
  )
}

function row(session: ShownSession): Html {
  return html`<li>
    <div class="who">
      <strong
        ><a href="/sessions/${session.id}"><bdi>${session.name}</bdi></a></strong
      >
      <span>${session.phone}</span>
    </div>
    <div class="what">
      <span>Room <bdi>${session.room}</bdi></span>
      <span>${session.line}</span>
      <span>last active ${time(session.lastActivityAt)}</span>
    </div>
    <div class="do badges">${badges(session)}</div>
  </li>`
}

function badges({ status, mode, agentStatus, endReason, idle }: ShownSession): Html[] {
  if (status === 'terminated') return [badge(`ended: ${endReason ?? ''}`)]
  return [
    idle ? badge('idle') : badge('open', 'good'),
    mode === 'manual' ? badge('staff', 'warm') : badge('agent', 'good'),
    ...(agentStatus === 'failed' ? [badge('agent failed', 'bad')] : []),
  ]
}

function controls({ mode }: ShownSession, path: string): Html {
  const other = mode === 'agent' ? 'manual' : 'agent'
  return html`<div class="controls">
    ${action(`${path}/mode`, mode === 'agent' ? 'Take over' : 'Give back to the agent', 'plain', hidden('mode', other))}
    ${action(`${path}/terminate`, 'End session', 'danger')}
  </div>`
}

function replyForm(session: ShownSession, path: string): Html {
  const effect = effectOfReply(session)
  // The key makes a form that is sent twice one reply.
  return html`<form method="post" action="${path}/messages" class="card reply">
    ${hidden('key', randomUUID())}
    <div class="field">
      <label for="text">Reply as staff</label>
      <textarea id="text" name="text" rows="3" required maxlength="4096"></textarea>
      ${effect !== null && html`<p class="hint">${effect}</p>`}
    </div>
    <button class="primary">Send</button>
  </form>`
}

function effectOfReply({ status, idle, mode }: ShownSession): string | null {
  if (status === 'terminated')
    return "This session has ended. Your reply goes to the guest's next one, which staff have."
  if (idle) return 'This session has been silent for too long. Your reply opens a new one, which staff have.'
  return mode === 'agent' ? 'This takes the session over from the agent.' : null
}
