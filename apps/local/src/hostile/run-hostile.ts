import { setTimeout as sleep } from 'node:timers/promises'
import { phoneOfChat, toStoredPhone } from '@bellhop/core'
import { createRandom, makeHostile, type Engine } from '@bellhop/gateways/waha/simulator'
import { newId, type Store } from '@bellhop/store'
import type { Hotel } from '../build-hotel.ts'
import { compareLedger, type Finding } from './compare-ledger.ts'
import { writeAsGuests, type HostileGuest } from './write-as-guests.ts'

const HOME_COUNTRY = '62'
/** How long ago each half was written: between them lies a gap that ends the sessions. */
const AGO_MS = [50 * 60_000, 19 * 60_000]
const DAY_MS = 86_400_000
const AGENT_REPLIES = 2
/** Of the guests, who are answered by staff on the hotel's phone in the end. */
const STAFF_SHARE = 0.1
const POLL_MS = 1_000

export interface HostilePlan {
  seed: number
  /** Of all guests together; written in two halves, with a gap between that ends each session. */
  messages: number
  guests: number
  /** Of the calls and webhooks that go wrong, 0 to 1. */
  share: number
  engine: Engine
  lines: readonly string[]
  /** Of each half, after which what is still under way counts as lost, in ms. */
  deadlineMs: number
}

export interface HostileDeps {
  hotel: Pick<Hotel, 'waha' | 'console'>
  store: Store
  apiKey: string
  onProgress: (step: string) => void
}

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

async function checkIn(store: Store, { guests, lines }: HostilePlan): Promise<HostileGuest[]> {
  const made = Array.from({ length: guests }, (_, index) => ({
    digits: `62812${String(index).padStart(8, '0')}`,
    line: lines[index % lines.length] ?? '',
    id: newId(),
  }))
  await store.prisma.guest.createMany({
    data: made.map(({ id, digits }, index) => ({
      id,
      phone: toStoredPhone(digits, HOME_COUNTRY) ?? '',
      name: `Guest ${index}`,
      locale: index % 2 === 0 ? 'id' : 'en',
    })),
  })
  await store.prisma.checkIn.createMany({
    data: made.map(({ id }, index) => ({
      id: newId(),
      guestId: id,
      roomNumber: String(100 + index),
      checkedInAt: new Date(Date.now() - DAY_MS),
    })),
  })
  // A hotel that has had these lines for long: what its guests wrote in the last hour is its to repair.
  const longAgo = new Date(Date.now() - DAY_MS)
  await store.prisma.line.updateMany({ data: { knownSince: longAgo, repairedUntil: longAgo } })
  return made
}

/** What Bellhop leaves to staff: they read that it never left, and press the button. Gives how many that were. */
async function sendAgainAsStaff({ hotel, store, apiKey }: HostileDeps): Promise<number> {
  const left = await store.prisma.message.findMany({
    where: { direction: 'outbound', status: 'unknown', error: 'absent', nextAttemptAt: null },
    select: { id: true },
  })
  const answers = await Promise.all(
    left.map(({ id }) => post(`${hotel.console.url}/api/messages/${id}/send-again`, apiKey)),
  )
  return answers.filter(({ ok }) => ok).length
}

/** Each open session's agent says something that nobody else says. */
async function speakAsAgents({ hotel, store, apiKey, onProgress }: HostileDeps): Promise<void> {
  const sessions = await store.prisma.session.findMany({ where: { status: 'open' }, select: { id: true } })
  onProgress(`${sessions.length} agents speak`)
  for (const { id } of sessions) {
    for (let number = 1; number <= AGENT_REPLIES; number += 1) {
      const reply = { role: 'Agent', text: `agent's word ${number} in ${id}` }
      await post(`${hotel.console.url}/api/sessions/${id}/messages`, apiKey, reply)
    }
  }
}

function post(url: string, apiKey: string, body: object = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': newId(),
    },
    body: JSON.stringify(body),
  })
}

/** Gives the ids that were written. */
async function answerAsStaff(
  plan: HostilePlan,
  { hotel, onProgress }: HostileDeps,
  guests: readonly HostileGuest[],
): Promise<string[]> {
  const answered = guests.slice(0, Math.ceil(guests.length * STAFF_SHARE))
  onProgress(`staff answer ${answered.length} guests on the hotel's phone`)
  const written = answered.map(async ({ digits, line }, index) => {
    const id = `3B${plan.seed.toString(16).padStart(8, '0')}${String(index).padStart(10, '0')}`.toUpperCase()
    await hotel.waha.guest(digits).isAnsweredByStaff(`staff's word to guest ${index}`, { line, id })
    return id
  })
  return Promise.all(written)
}

async function countUnfinished(
  { prisma }: Store,
  ids: readonly string[],
): Promise<{ missing: number; unsent: number }> {
  const [row] = await prisma.$queryRaw<{ settled: number; unsent: number }[]>`
    SELECT count(*) FILTER (WHERE whatsapp_id = ANY(${ids}::text[]) AND status <> 'received' AND session_id IS NOT NULL)::int
             AS settled,
           count(*) FILTER (WHERE direction = 'outbound' AND status IN ('pending', 'sending', 'unknown'))::int AS unsent
    FROM messages`
  return { missing: ids.length - (row?.settled ?? 0), unsent: row?.unsent ?? 0 }
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

async function waitUntil(deadlineMs: number, isDone: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await isDone()) && Date.now() < end) await sleep(POLL_MS)
}
