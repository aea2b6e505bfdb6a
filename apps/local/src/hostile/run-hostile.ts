import { phoneOfChat } from '@bellhop/core'
import { createRandom, makeHostile } from '@bellhop/gateways/waha/simulator'
import { answerAsStaff, checkIn, sendAgainAsStaff, speakAsAgents } from './act-as-hotel.ts'
import { compareLedger } from './compare-ledger.ts'
import { countUnfinished, waitUntil } from './unfinished.ts'
import { HOME_COUNTRY, type HostileDeps, type HostilePlan } from './hostile-plan.ts'
import type { Finding } from './ledger.ts'
import { writeAsGuests } from './write-as-guests.ts'

/** How long ago each half was written: between them lies a gap that ends the sessions. */
const AGO_MS = [50 * 60_000, 19 * 60_000]

export interface HostileResult {
  findings: Finding[]
  /** What staff had to send again, since it was proven absent twice. */
  decidedByStaff: number
  /** What nobody has decided, and what was called failed. */
  unknown: number
  failed: number
  /** Texts of which WAHA made two by itself. */
  doubledByWaha: number
}

/**
 * A hotel's day with a WAHA that fails in every way: two halves of a conversation with each guest, agents that speak, staff
 * on the hotel's phone. Then everything is compared with what the simulators know.
 */
export async function runHostile(plan: HostilePlan, deps: HostileDeps): Promise<HostileResult> {
  const { hotel, store, onProgress } = deps
  const { waha } = hotel
  const guests = await checkIn(store, plan)
  const random = createRandom(plan.seed)
  const byGuests: string[] = []
  const perGuest = Math.floor(plan.messages / plan.guests)

  makeHostile(waha.faults, plan)
  let decidedByStaff = 0
  for (const [index, agoMs] of AGO_MS.entries()) {
    const half = index + 1
    const count = half === 1 ? Math.ceil(perGuest / 2) : Math.floor(perGuest / 2)
    const writing = writeAsGuests(waha, guests, { count, agoMs, random }, (id) => byGuests.push(id))
    await follow(writing, () => onProgress(`half ${half}: ${byGuests.length} messages written`))
    await waitUntil(plan.deadlineMs, async () => (await store.prisma.session.count()) >= plan.guests * half)
    await speakAsAgents(deps)
    await waitUntil(plan.deadlineMs, async () => {
      decidedByStaff += await sendAgainAsStaff(deps)
      const left = await countUnfinished(store, byGuests)
      onProgress(`half ${half}: ${left.missing} to be stored or applied, ${left.unsent} to be sent`)
      return left.missing + left.unsent === 0
    })
  }
  const byStaff = await answerAsStaff(plan, deps, guests)

  for (const faults of Object.values(waha.faults)) faults.clear()
  await waitUntil(plan.deadlineMs, async () => {
    decidedByStaff += await sendAgainAsStaff(deps)
    const left = await countUnfinished(store, [...byGuests, ...byStaff])
    onProgress(`the end: ${left.missing} to be stored or applied, ${left.unsent} to be sent`)
    return left.missing + left.unsent === 0
  })
  await waha.idle()
  return { ...(await readResult(plan, deps, byGuests, byStaff)), decidedByStaff }
}

async function readResult(
  { guests, engine }: HostilePlan,
  { hotel, store }: HostileDeps,
  writtenByGuests: readonly string[],
  writtenByStaff: readonly string[],
): Promise<Omit<HostileResult, 'decidedByStaff'>> {
  const { prisma } = store
  const rows = await prisma.message.findMany({ orderBy: { seq: 'asc' } })
  const sessions = await prisma.session.findMany({
    select: { id: true, guestId: true, line: true, status: true },
  })
  const { sent } = hotel.waha
  const findings = compareLedger({
    rows,
    accepted: sent.map((text) => ({ ...text, phone: phoneOfChat(text.chatId, HOME_COUNTRY) ?? '' })),
    sessionIds: sessions.map(({ id }) => id),
    openSessions: sessions.filter(({ status }) => status === 'open'),
    writtenByGuests,
    writtenByStaff,
    hasOwnIds: engine === 'NOWEB' || engine === 'GOWS',
    sessionsExpected: guests * 2,
    autoRepliesExpected: writtenByGuests.length,
  })
  const count = (status: string): number => rows.filter((row) => row.status === status).length
  return {
    findings,
    unknown: count('unknown'),
    failed: count('failed'),
    doubledByWaha: sent.filter(
      ({ id, request }, index) => sent[index - 1]?.request === request && sent[index - 1]?.id !== id,
    ).length,
  }
}

async function follow<T>(work: Promise<T>, report: () => void): Promise<T> {
  const timer = setInterval(report, 1_000)
  try {
    return await work
  } finally {
    clearInterval(timer)
  }
}
