import { phoneOfChat } from '@bellhop/core'
import { expect, vi } from 'vitest'
import { compareLedger } from '../../src/hostile/compare-ledger.ts'
import { HOME_COUNTRY, isUnsettled, stored } from './crowd.ts'
import type { Upgrade } from './open-upgrade.ts'

const DEADLINE = { timeout: 90_000, interval: 100 }

export interface Conversation {
  /** International digits of all who wrote: each once or more, within one session. */
  digits: readonly string[]
  /** WhatsApp ids of what guests, and staff on the hotel's phone, have written. */
  byGuests: readonly string[]
  byStaff: readonly string[]
}

/** Waits until all that was written and all replies are settled, and compares them with what WAHA and the phones know. */
export async function expectAllWell(
  { store: { prisma }, waha }: Pick<Upgrade, 'store' | 'waha'>,
  { digits, byGuests, byStaff }: Conversation,
): Promise<void> {
  const phones = [...new Set(digits.map(stored))]
  const rows = await vi.waitFor(async () => {
    const found = await prisma.message.findMany({
      where: { phone: { in: phones } },
      orderBy: { seq: 'asc' },
    })
    expect(found.filter(({ fromMe }) => !fromMe)).toHaveLength(byGuests.length)
    expect(found.filter(isUnsettled)).toEqual([])
    return found
  }, DEADLINE)
  const sessions = await prisma.session.findMany({
    where: { guest: { phone: { in: phones } } },
    select: { id: true, guestId: true, line: true, status: true },
  })
  const accepted = waha.sent.map((text) => ({
    ...text,
    phone: phoneOfChat(text.chatId, HOME_COUNTRY) ?? '',
  }))
  const findings = compareLedger({
    rows,
    accepted: accepted.filter(({ phone }) => phones.includes(phone)),
    sessionIds: sessions.map(({ id }) => id),
    openSessions: sessions.filter(({ status }) => status === 'open'),
    writtenByGuests: byGuests,
    writtenByStaff: byStaff,
    hasOwnIds: true,
    sessionsExpected: phones.length,
    autoRepliesExpected: byGuests.length,
  })
  const broken = findings.flatMap(({ invariant, violations }) =>
    violations.map((one) => `${invariant}: ${one}`),
  )
  expect(broken).toEqual([])
}
