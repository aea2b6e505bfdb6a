import { compareSends } from './compare-sends.ts'
import { groupBy, OURS, type Finding, type Ledger } from './ledger.ts'

/** Compares what Bellhop wrote down with what the simulators know. Names rows by `seq` and ids only. */
export function compareLedger(ledger: Ledger): Finding[] {
  return [
    findLostOrDoubled(ledger),
    findStrangers(ledger),
    findSessionFaults(ledger),
    findWelcomeFaults(ledger),
    ...(ledger.autoRepliesExpected === null ? [] : [findReplyFaults(ledger)]),
    ...compareSends(ledger),
  ]
}

function findLostOrDoubled({ rows, writtenByGuests }: Ledger): Finding {
  const stored = rows.filter(({ fromMe }) => !fromMe)
  const counts = groupBy(stored, ({ whatsappId }) => whatsappId)
  const written = new Set<string | null>(writtenByGuests)
  return {
    invariant: 'I2',
    promise: 'each message of a guest has one row, applied in a session',
    looked: `${writtenByGuests.length} messages, ${stored.length} rows`,
    violations: [
      ...writtenByGuests.filter((id) => !counts.has(id)).map((id) => `lost ${id}`),
      ...[...counts].filter(([, same]) => same.length > 1).map(([id]) => `doubled ${id}`),
      ...stored.filter(({ whatsappId }) => !written.has(whatsappId)).map(({ seq }) => `invented row ${seq}`),
      ...stored
        .filter(({ status, sessionId }) => status !== 'applied' || sessionId === null)
        .map(({ seq, status }) => `row ${seq} is ${status}, without effect`),
    ],
  }
}

function findStrangers({ rows, writtenByStaff }: Ledger): Finding {
  const own = rows.filter(({ role, kind }) => role === 'Staff' && !OURS.has(kind))
  const written = new Set<string | null>(writtenByStaff)
  return {
    invariant: 'I2',
    promise: 'an echo of ours is no message of staff, and staff are never missed',
    looked: `${own.length} rows of staff`,
    violations: [
      ...own.filter(({ whatsappId }) => !written.has(whatsappId)).map(({ seq }) => `row ${seq} is an echo`),
      ...writtenByStaff
        .filter((id) => !own.some(({ whatsappId }) => whatsappId === id))
        .map((id) => `staff's ${id} is missing`),
    ],
  }
}

function findSessionFaults({ sessionIds, openSessions, sessionsExpected }: Ledger): Finding {
  const open = groupBy(openSessions, ({ guestId, line }) => `${line} ${guestId}`)
  return {
    invariant: 'I3',
    promise: 'one open session for each guest, a new one for each gap',
    looked: `${sessionIds.length} sessions, ${openSessions.length} open`,
    violations: [
      ...[...open.values()].filter((same) => same.length > 1).map(([one]) => `two open for ${one?.guestId}`),
      ...(sessionIds.length === sessionsExpected
        ? []
        : [`${sessionsExpected} sessions expected, ${sessionIds.length} found`]),
    ],
  }
}

function findWelcomeFaults({ rows, sessionIds }: Ledger): Finding {
  const welcomes = groupBy(
    rows.filter(({ kind }) => kind === 'welcome'),
    ({ sessionId }) => sessionId,
  )
  return {
    invariant: 'I4',
    promise: 'exactly one welcome for each session',
    looked: `${welcomes.size} sessions with a welcome`,
    violations: sessionIds
      .filter((id) => welcomes.get(id)?.length !== 1)
      .map((id) => `session ${id} has ${welcomes.get(id)?.length ?? 0} welcomes`),
  }
}

function findReplyFaults({ rows, autoRepliesExpected }: Ledger): Finding {
  const replies = rows.filter(({ kind }) => kind === 'auto_reply')
  return {
    invariant: 'I2',
    promise: 'each message has its effects once',
    looked: `${replies.length} auto-replies`,
    violations:
      replies.length === autoRepliesExpected
        ? []
        : [`${autoRepliesExpected} auto-replies expected, ${replies.length} found`],
  }
}
