import type { SentText } from '@bellhop/gateways/waha/simulator'
import { groupBy, OURS, type Finding, type Ledger, type LedgerRow } from './ledger.ts'

const LEFT = new Set(['sent', 'delivered', 'read', 'played'])

/** Whether what left did so in order, once, and truly. */
export function compareSends(ledger: Ledger): Finding[] {
  return [findInversions(ledger), findDoubleSends(ledger), findUntrueSends(ledger)]
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
