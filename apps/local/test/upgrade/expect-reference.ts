import { expect, vi } from 'vitest'
import { isUnsettled, stored } from './crowd.ts'
import type { Upgrade } from './open-upgrade.ts'
import type { ReleaseProcess } from './release-process.ts'

const DEADLINE = { timeout: 60_000, interval: 100 }
const NOON = Date.UTC(2026, 0, 15, 12)
const MINUTE = 60_000

type Guest = ReturnType<typeof meet>

/** What README promises to guests, by whichever release is running. */
export async function expectReference(hotel: Upgrade, desk: ReleaseProcess): Promise<void> {
  const digits = Array.from({ length: 6 }, (_, index) => `62815${String(index).padStart(8, '0')}`)
  await hotel.checkIn(digits.map(stored))
  const [followUp, rotation, doubled, phone, console, end] = digits.map((one) => meet(hotel, one))
  await Promise.all([
    followUp && expectFollowUp(followUp),
    rotation && expectRotation(rotation),
    doubled && expectOnce(doubled),
    phone && expectTakeover(phone, () => phone.isAnsweredByStaff('saya datang'), ['Staff text']),
    console && expectTakeover(console, (id) => hotel.setMode(desk, id, 'manual'), []),
    end && expectEnd(end),
  ])
}

function meet(hotel: Upgrade, digits: string) {
  const { prisma } = hotel.store
  const waha = hotel.waha.guest(digits)
  const sessions = () =>
    prisma.session.findMany({ where: { guest: { phone: stored(digits) } }, orderBy: { startedAt: 'asc' } })
  return {
    writes: (text: string, at: number, id?: string) => waha.writes(text, { at, ...(id && { id }) }),
    isAnsweredByStaff: (text: string) => waha.isAnsweredByStaff(text),
    sessions,
    /** Waits until all is settled, and nothing but this has been said, in this order. */
    hasSaid: (said: readonly string[]) =>
      vi.waitFor(async () => {
        const rows = await prisma.message.findMany({
          where: { phone: stored(digits) },
          orderBy: { seq: 'asc' },
        })
        expect(rows.map(({ role, kind }) => `${role} ${kind}`)).toEqual(said)
        expect(rows.filter((row) => isUnsettled(row) || row.status === 'cancelled')).toEqual([])
        const sent = hotel.waha.sent.filter(({ chatId }) => chatId === waha.chatId)
        expect(sent.map(({ text }) => text)).toEqual(
          rows.filter(({ role }) => role === 'System').map(({ text }) => text),
        )
      }, DEADLINE),
  }
}

const OPENING = ['User text', 'System welcome', 'System auto_reply']
const ANSWERED = ['User text', 'System auto_reply']

async function expectFollowUp(guest: Guest): Promise<void> {
  await guest.writes('halo', NOON)
  await guest.hasSaid(OPENING)
  await guest.writes('lagi', NOON + 30 * MINUTE)
  await guest.hasSaid([...OPENING, ...ANSWERED])
  await vi.waitFor(
    async () =>
      expect(await guest.sessions()).toMatchObject([
        {
          status: 'open',
          mode: 'agent',
          agentStatus: 'created',
          lastActivityAt: new Date(NOON + 30 * MINUTE),
        },
      ]),
    DEADLINE,
  )
}

async function expectRotation(guest: Guest): Promise<void> {
  await guest.writes('halo', NOON)
  await guest.hasSaid(OPENING)
  await guest.writes('lagi', NOON + 30 * MINUTE + 1000)
  await guest.hasSaid([...OPENING, ...OPENING])
  expect(await guest.sessions()).toMatchObject([
    { status: 'terminated', endReason: 'expired', endedAt: new Date(NOON + 30 * MINUTE) },
    { status: 'open', mode: 'agent' },
  ])
}

async function expectOnce(guest: Guest): Promise<void> {
  const id = `3EB0${Date.now().toString(16).toUpperCase()}`
  await Promise.all([1, 2, 3].map(() => guest.writes('halo', NOON, id)))
  await guest.hasSaid(OPENING)
  expect(await guest.sessions()).toHaveLength(1)
}

async function expectTakeover(
  guest: Guest,
  takeOver: (sessionId: string) => Promise<unknown>,
  staffsWords: string[],
): Promise<void> {
  await guest.writes('halo', Date.now())
  await guest.hasSaid(OPENING)
  const [session] = await guest.sessions()
  await takeOver(session?.id ?? '')
  await vi.waitFor(async () => expect(await guest.sessions()).toMatchObject([{ mode: 'manual' }]), DEADLINE)
  await guest.writes('ada orang?', Date.now() + MINUTE)
  await guest.hasSaid([...OPENING, ...staffsWords, 'User text'])
}

async function expectEnd(guest: Guest): Promise<void> {
  await guest.writes('halo', NOON)
  await guest.hasSaid(OPENING)
  await guest.writes(' /END ', NOON + MINUTE)
  await guest.hasSaid([...OPENING, 'User text', 'System goodbye'])
  expect(await guest.sessions()).toMatchObject([
    { status: 'terminated', endReason: 'guest', endedAt: new Date(NOON + MINUTE) },
  ])
}
