import { randomUUID } from 'node:crypto'

import type { MessageRecord, Page, SessionRecord } from '@bellhop/store'

import { html, type Html } from '../html.ts'
import { page } from './layout.ts'
import { messageBubble } from './message-bubble.ts'
import { action, badge, hidden, olderLink, time } from './parts.ts'

/** A session with what is derived where it is shown. */
export type ShownSession = SessionRecord & { idle: boolean }

export function sessionsPage({
  sessions,
  showsAll,
}: {
  sessions: Page<ShownSession>
  showsAll: boolean
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
  notice,
}: {
  session: ShownSession
  messages: Page<MessageRecord>
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
      </p>
      ${session.status === 'open' && controls(session, path)} ${olderLink(path, messages.next)}
      ${
        messages.items.length === 0
          ? html`<p class="empty">There is no message in this session.</p>`
          : html`<ol class="bubbles">
              ${messages.items.toReversed().map(messageBubble)}
            </ol>`
      }
      ${session.status === 'open' && replyForm(session, path)}`,
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

function replyForm({ mode }: ShownSession, path: string): Html {
  // The key makes a form that is sent twice one reply.
  return html`<form method="post" action="${path}/messages" class="card reply">
    ${hidden('key', randomUUID())}
    <div class="field">
      <label for="text">Reply as staff</label>
      <textarea id="text" name="text" rows="3" required maxlength="4096"></textarea>
      ${mode === 'agent' && html`<p class="hint">This takes the session over from the agent.</p>`}
    </div>
    <button class="primary">Send</button>
  </form>`
}
