import { describe, expect, test } from 'vitest'
import { compareLedger } from './compare-ledger.ts'
import type { Ledger, LedgerRow } from './ledger.ts'

const PHONE = '081234567890'
const LINE = 'default'

function row(seq: number, facts: Partial<LedgerRow>): LedgerRow {
  return {
    seq: BigInt(seq),
    line: LINE,
    phone: PHONE,
    sessionId: 's1',
    role: 'System',
    kind: 'auto_reply',
    text: `text ${seq}`,
    whatsappId: `OURS${seq}`,
    fromMe: true,
    status: 'sent',
    ...facts,
  }
}

const question = (seq: number, facts: Partial<LedgerRow> = {}) =>
  row(seq, { role: 'User', kind: 'text', fromMe: false, status: 'applied', whatsappId: `G${seq}`, ...facts })

function taken(seq: number, id: string, text: string): Ledger['accepted'][number] {
  const request = `req-${seq}`
  return { seq, t: 0, line: LINE, chatId: '', phone: PHONE, text, id, request, answered: true }
}

const SOUND: Ledger = {
  rows: [question(1), row(2, { kind: 'welcome' }), row(3, {})],
  accepted: [taken(1, 'OURS2', 'text 2'), taken(2, 'OURS3', 'text 3')],
  sessionIds: ['s1'],
  openSessions: [{ guestId: 'g1', line: LINE }],
  writtenByGuests: ['G1'],
  writtenByStaff: [],
  hasOwnIds: true,
  sessionsExpected: 1,
  autoRepliesExpected: 1,
}

const broken = (changes: Partial<Ledger>) =>
  compareLedger({ ...SOUND, ...changes }).flatMap(({ invariant, violations }) =>
    violations.map((violation) => `${invariant} ${violation}`),
  )

describe('the ledger', () => {
  test('finds nothing wrong with a conversation as it should be', () => {
    expect(broken({})).toEqual([])
  })

  test('finds a message that is lost, doubled, invented, or without effect', () => {
    expect(broken({ writtenByGuests: ['G1', 'G9'] })).toEqual(['I2 lost G9'])
    expect(broken({ rows: [...SOUND.rows, question(4, { whatsappId: 'G1' })] })).toEqual(['I2 doubled G1'])
    expect(broken({ rows: [...SOUND.rows, question(4)] })).toEqual(['I2 invented row 4'])
    const [, ...ours] = SOUND.rows
    expect(broken({ rows: [question(1, { status: 'received' }), ...ours] })).toEqual([
      'I2 row 1 is received, without effect',
    ])
  })

  test('finds an echo of ours that was taken for staff, and staff who were missed', () => {
    const echo = row(4, { role: 'Staff', kind: 'text', whatsappId: 'E1' })
    expect(broken({ rows: [...SOUND.rows, echo] })).toEqual(['I2 row 4 is an echo'])
    expect(broken({ writtenByStaff: ['S1'] })).toEqual(["I2 staff's S1 is missing"])
  })

  test('finds two open sessions, and a session too many', () => {
    const twice = [...SOUND.openSessions, ...SOUND.openSessions]
    expect(broken({ openSessions: twice })).toEqual(['I3 two open for g1'])
    expect(broken({ sessionsExpected: 2 })).toEqual(['I3 2 sessions expected, 1 found'])
  })

  test('finds a session without a welcome, and one with two', () => {
    expect(broken({ sessionIds: ['s1', 's2'], sessionsExpected: 2 })).toEqual([
      'I4 session s2 has 0 welcomes',
    ])
    const second = row(4, { kind: 'welcome', status: 'cancelled' })
    expect(broken({ rows: [...SOUND.rows, second] })).toEqual(['I4 session s1 has 2 welcomes'])
  })

  test('finds an auto-reply too many', () => {
    expect(broken({ autoRepliesExpected: 0 })).toEqual(['I2 0 auto-replies expected, 1 found'])
  })

  test('finds messages that left out of order', () => {
    const accepted = [taken(1, 'OURS3', 'text 3'), taken(2, 'OURS2', 'text 2')]
    expect(broken({ accepted })).toEqual(['I6 row 3 left before 2'])
  })

  test('finds a text that a phone shows twice, and not one that was sent again under its own id', () => {
    const again = [...SOUND.accepted, taken(3, 'OURS3', 'text 3')]
    expect(broken({ accepted: again })).toEqual([])
    const twice = [...SOUND.accepted, taken(3, 'OTHER', 'text 3')]
    expect(broken({ accepted: twice })).toEqual(['I7 1 too many around row 3'])
  })

  test('finds what is called sent and never left', () => {
    expect(broken({ accepted: [taken(1, 'OURS2', 'text 2')] })).toEqual(['I7 1 never sent around row 3'])
  })
})
