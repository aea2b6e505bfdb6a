import { toStoredPhone } from '@bellhop/core'
import { newId, type Store } from '@bellhop/store'
import { HOME_COUNTRY, type HostileDeps, type HostilePlan } from './hostile-plan.ts'
import type { HostileGuest } from './write-as-guests.ts'

const DAY_MS = 86_400_000
const AGENT_REPLIES = 2
/** Of the guests, who are answered by staff on the hotel's phone in the end. */
const STAFF_SHARE = 0.1

/** Guests who stay, each with one of the lines. */
export async function checkIn(
  store: Store,
  { guests, lines }: Pick<HostilePlan, 'guests' | 'lines'>,
): Promise<HostileGuest[]> {
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
export async function sendAgainAsStaff({ hotel, store, apiKey }: HostileDeps): Promise<number> {
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
export async function speakAsAgents({ hotel, store, apiKey, onProgress }: HostileDeps): Promise<void> {
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
export async function answerAsStaff(
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
