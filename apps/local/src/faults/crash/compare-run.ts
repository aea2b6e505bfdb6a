import type { Expected, ExpectedMessage, ExpectedSession } from './expected.ts'
import type { Seen, SeenMessage, SeenSession } from './seen.ts'

export type Promised = 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9'

/** A breach, by the invariant and by ids. */
export interface Difference {
  invariant: Promised
  what: string
}

/** The kinds of what Bellhop writes itself. */
const OURS = new Set(['welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply'])
const LEFT = new Set(['sent', 'delivered', 'read', 'played'])

/** What differs between what there is and what the rules, one message after the other, would have made of it. */
export function compareRun(expected: Expected, seen: Seen): Difference[] {
  return [
    ...findLostOrDoubled(seen),
    ...compareSessions(expected.sessions, seen),
    ...compareWelcomes(expected, seen),
    ...compareMessages(expected.messages, seen),
    ...compareSends(seen),
    ...findSpentTries(seen),
  ]
}

function findLostOrDoubled({ messages, accepted }: Seen): Difference[] {
  const stored = messages.map(({ whatsappId }) => whatsappId).filter((id) => id !== null)
  const doubled = stored.filter((id, index) => stored.indexOf(id) !== index)
  return [
    ...accepted
      .filter((id) => !stored.includes(id))
      .map((id) => found('I1', `${id} was accepted and is not stored`)),
    ...doubled.map((id) => found('I2', `${id} has two rows`)),
  ]
}

function compareSessions(expected: readonly ExpectedSession[], { sessions, agents }: Seen): Difference[] {
  const open = sessions.filter(({ status }) => status === 'open')
  return [
    ...(open.length > 1 ? [found('I3', `${open.length} sessions are open`)] : []),
    ...(sessions.length === expected.length
      ? []
      : [found('I5', `${expected.length} sessions expected, ${sessions.length} found`)]),
    ...sessions.flatMap((session, index) => compareSession(expected[index], session)),
    ...sessions
      .filter(
        ({ id, agentStatus }) => agentStatus !== null && (agentStatus !== 'created' || !agents.includes(id)),
      )
      .map(({ id, agentStatus }) => found('I9', `session ${id} has an agent that is ${agentStatus}`)),
  ]
}

function compareSession(expected: ExpectedSession | undefined, session: SeenSession): Difference[] {
  if (expected === undefined) return []
  const fields = ['status', 'mode', 'endReason', 'startedAt', 'endedAt'] as const
  return fields
    .filter((field) => expected[field] !== session[field])
    .map((field) =>
      found('I5', `session ${session.id}: ${field} is ${session[field]}, not ${expected[field]}`),
    )
}

function compareWelcomes(expected: Expected, { sessions, messages }: Seen): Difference[] {
  return sessions.flatMap(({ id }, index) => {
    const wanted = expected.messages.filter(
      ({ session, kind }) => session === index && kind === 'welcome',
    ).length
    const count = messages.filter(({ sessionId, kind }) => sessionId === id && kind === 'welcome').length
    return count === wanted ? [] : [found('I4', `session ${id} has ${count} welcomes, not ${wanted}`)]
  })
}

/** Row by row, in the order of storing. */
function compareMessages(expected: readonly ExpectedMessage[], { messages, sessions }: Seen): Difference[] {
  const ids = sessions.map(({ id }) => id)
  const lines = expected.map(({ session, role, kind, text, state }) => [session, role, kind, text, state])
  const rows = messages.map((row) => [
    ids.indexOf(row.sessionId ?? ''),
    row.role,
    row.kind,
    row.text,
    stateOf(row),
  ])
  const count =
    rows.length === lines.length
      ? []
      : [found('I9', `${lines.length} messages expected, ${rows.length} found`)]
  const different = messages.filter(
    (_, index) => index < lines.length && JSON.stringify(rows[index]) !== JSON.stringify(lines[index]),
  )
  return [
    ...count,
    ...different.map((row) =>
      found('I9', `row ${row.seq} (${row.role}, ${row.kind}, ${row.status}) is not as expected`),
    ),
  ]
}

/** What staff wrote on the phone has left by itself. */
function stateOf({ kind, status }: SeenMessage): string {
  if (!OURS.has(kind)) return status === 'applied' || LEFT.has(status) ? 'in' : status
  return LEFT.has(status) ? 'left' : status
}

/** A text counts once for each id: sent again under its own id it is one message to WhatsApp. */
function compareSends({ messages, sent }: Seen): Difference[] {
  const rows = messages.filter(({ kind, status }) => OURS.has(kind) && LEFT.has(status))
  const texts = [...new Map(sent.toReversed().map((text) => [text.id, text])).values()].toReversed()
  const wanted = rows.map(({ whatsappId }) => whatsappId)
  const ids = texts.map(({ id }) => id)
  const inOrder = wanted.filter((id) => id !== null && ids.includes(id))
  const taken = ids.filter((id) => wanted.includes(id))
  return [
    ...ids.filter((id) => !wanted.includes(id)).map((id) => found('I7', `${id} left and is no row's`)),
    ...wanted
      .filter((id) => id === null || !ids.includes(id))
      .map((id) => found('I7', `${id} is called sent and never left`)),
    ...(taken.some((id, index) => id !== inOrder[index])
      ? [found('I6', 'messages left in another order')]
      : []),
  ]
}

function findSpentTries({ messages }: Seen): Difference[] {
  return messages
    .filter(({ kind, attempts }) => !OURS.has(kind) && attempts > 0)
    .map(({ seq, attempts }) => found('I8', `row ${seq} has spent ${attempts} tries`))
}

function found(invariant: Promised, what: string): Difference {
  return { invariant, what }
}
