import type { SentText } from '@bellhop/gateways/waha/simulator'

/** A row of `messages`, as far as it is compared. */
export interface LedgerRow {
  seq: bigint
  line: string
  phone: string | null
  sessionId: string | null
  role: string
  kind: string
  text: string | null
  whatsappId: string | null
  fromMe: boolean
  status: string
}

export interface Ledger {
  rows: readonly LedgerRow[]
  /** What WAHA took for sending, by the stored phone of whom it was for. */
  accepted: readonly (SentText & { phone: string })[]
  sessionIds: readonly string[]
  openSessions: readonly { guestId: string; line: string }[]
  /** WhatsApp ids of what guests, and staff on the hotel's phone, have written. */
  writtenByGuests: readonly string[]
  writtenByStaff: readonly string[]
  /** Ids were chosen before the send: each text names its row. Else texts that read alike can't be told from each other. */
  hasOwnIds: boolean
  sessionsExpected: number
  autoRepliesExpected: number
}

export interface Finding {
  invariant: string
  promise: string
  /** What was looked at, and how much of it. */
  looked: string
  violations: string[]
}

const OURS = new Set(['welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply'])
const LEFT = new Set(['sent', 'delivered', 'read', 'played'])

/** Compares what Bellhop wrote down with what the simulators know. Names rows by `seq` and ids only. */
export function compareLedger(ledger: Ledger): Finding[] {
  return [
    findLostOrDoubled(ledger),
    findStrangers(ledger),
    findSessionFaults(ledger),
    findWelcomeFaults(ledger),
    findReplyFaults(ledger),
    findInversions(ledger),
    findDoubleSends(ledger),
    findUntrueSends(ledger),
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

function findInversions(ledger: Ledger): Finding {
  const firstTaken = firstTakenByRow(ledger)
  const byGuest = groupBy([...firstTaken], ([{ line, phone }]) => `${line} ${phone}`)
  const violations = [...byGuest.values()].flatMap((pairs) => {
    const inOrder = pairs.toSorted(([a], [b]) => Number(a.seq - b.seq))
    return inOrder.flatMap(([row, taken], index) => {
      const before = inOrder[index - 1]
      return before !== undefined && before[1] > taken ? [`row ${row.seq} left before ${before[0].seq}`] : []
    })
  })
  return {
    invariant: 'I6',
    promise: "a guest's messages leave in the order of seq",
    looked: `${firstTaken.size} messages that WAHA took`,
    violations,
  }
}

/** A text counts once for each id: a send that is repeated under its own id is one message to WhatsApp. */
function findDoubleSends({ rows, accepted }: Ledger): Finding {
  const ours = groupBy(
    rows.filter(({ kind, status }) => OURS.has(kind) && status !== 'cancelled'),
    contentOf,
  )
  const taken = groupBy(accepted, contentOf)
  const violations = [...taken].flatMap(([content, texts]) => {
    const shown = new Set(texts.map(({ id }) => id)).size
    const allowed = (ours.get(content)?.length ?? 0) + countDoubledByWaha(texts)
    return shown > allowed ? [`${shown - allowed} too many around row ${ours.get(content)?.[0]?.seq}`] : []
  })
  return {
    invariant: 'I7',
    promise: 'nothing is sent twice',
    looked: `${accepted.length} texts that WAHA took, for ${rows.filter(({ kind }) => OURS.has(kind)).length} messages`,
    violations,
  }
}

/** Two ids of one request are WAHA's own doing. */
function countDoubledByWaha(texts: readonly SentText[]): number {
  const ids = groupBy(texts, ({ request }) => request)
  return [...ids.values()].filter((same) => new Set(same.map(({ id }) => id)).size > 1).length
}

/** The echo of a text that WAHA doubled may pass for that of the next one with the same words: there nothing is claimed. */
function findUntrueSends({ rows, accepted }: Ledger): Finding {
  const ours = groupBy(
    rows.filter(({ kind, status }) => OURS.has(kind) && LEFT.has(status)),
    contentOf,
  )
  const taken = groupBy(accepted, contentOf)
  return {
    invariant: 'I7',
    promise: 'what is called sent was sent',
    looked: `${[...ours.values()].flat().length} messages called sent`,
    violations: [...ours].flatMap(([content, same]) => {
      const texts = taken.get(content) ?? []
      const shown = new Set(texts.map(({ id }) => id)).size + countDoubledByWaha(texts)
      return shown < same.length ? [`${same.length - shown} never sent around row ${same[0]?.seq}`] : []
    }),
  }
}

function firstTakenByRow(ledger: Ledger): Map<LedgerRow, number> {
  return ledger.hasOwnIds ? takenById(ledger) : takenInTurn(ledger)
}

/**
 * Texts that read alike are taken for the rows that read so, in their order. Where WAHA itself made two of one, nobody can
 * tell any more which is whose: those are left out.
 */
function takenInTurn({ rows, accepted }: Ledger): Map<LedgerRow, number> {
  const texts = groupBy(accepted, contentOf)
  const alike = groupBy(
    rows.filter(({ kind, status }) => OURS.has(kind) && LEFT.has(status)),
    contentOf,
  )
  const taken = new Map<LedgerRow, number>()
  for (const [content, same] of alike) {
    if (countDoubledByWaha(texts.get(content) ?? []) > 0) continue
    for (const [index, row] of same.entries()) {
      const seq = texts.get(content)?.[index]?.seq
      if (seq !== undefined) taken.set(row, seq)
    }
  }
  return taken
}

function takenById({ rows, accepted }: Ledger): Map<LedgerRow, number> {
  const bySameId = new Map<string, number>()
  for (const { line, id, seq } of accepted.toReversed()) bySameId.set(`${line} ${id}`, seq)
  const taken = new Map<LedgerRow, number>()
  for (const row of rows) {
    const seq = bySameId.get(`${row.line} ${row.whatsappId}`)
    if (OURS.has(row.kind) && seq !== undefined) taken.set(row, seq)
  }
  return taken
}

function contentOf({
  line,
  phone,
  text,
}: {
  line: string
  phone: string | null
  text: string | null
}): string {
  return JSON.stringify([line, phone, text])
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
