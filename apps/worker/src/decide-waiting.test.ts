import { BUILT_IN_REPLIES, type Conversation } from '@bellhop/core'
import { conversationKey, type SentRow } from '@bellhop/store'
import { expect, test } from 'vitest'
import { decideWaiting, type ReachableMessage } from './decide-waiting.ts'

const NOON = Date.UTC(2026, 0, 15, 12)
const [phone, line] = ['081234567890', 'default']
const settings = {
  rules: {
    idleLimitMs: 30 * 60_000,
    autoReply: 'every',
    staleAfterMs: null,
    manualReturnAfterMs: null,
    replies: BUILT_IN_REPLIES,
  },
  homeCountry: '62',
} as const

const quiet: Conversation = {
  guest: { id: 'guest', phone, name: 'Budi', locale: 'id' },
  checkIns: [{ id: 'stay', room: '101', checkedInAt: 0, checkedOutAt: null }],
  open: null,
  terminated: [],
  unsentAutoReply: false,
  autoRepliedAt: null,
}
const talking: Conversation = {
  ...quiet,
  open: {
    status: 'open',
    id: 'session',
    checkInId: 'stay',
    chatId: '6281234567890@c.us',
    mode: 'agent',
    agentStatus: 'created',
    startedAt: NOON - 60_000,
    staffActiveAt: null,
    lastActivityAt: NOON - 60_000,
    welcomed: true,
  },
}

const row = (facts: Partial<ReachableMessage>): ReachableMessage => ({
  id: 'row',
  line,
  chatId: '188812345678901@lid',
  phone,
  fromMe: false,
  source: null,
  text: 'halo',
  whatsappId: '3EB01',
  sentAt: new Date(NOON),
  isReplay: false,
  newSeq: null,
  now: new Date(NOON),
  ...facts,
})
const own = (facts: Partial<ReachableMessage>) => row({ fromMe: true, source: 'app', ...facts })
const inFlight = (id: string, text: string, facts: Partial<SentRow> = {}): SentRow => ({
  id,
  phone,
  line,
  text,
  state: 'sending',
  claimedAt: NOON,
  since: NOON,
  ...facts,
})

function decideIn(conversation: Conversation, rows: ReachableMessage[], sending: SentRow[] = []) {
  const conversations = new Map(rows.map((one) => [conversationKey(one), conversation]))
  return decideWaiting(rows, conversations, sending, settings)
}

test("a guest's message is filed, and its replies go to the guest's number, wherever it came from", () => {
  const { changes, applied, echoes } = decideIn(quiet, [row({})])
  const sessionId = changes[0]?.after.open?.id
  expect(applied).toEqual([{ id: 'row', line, status: 'applied', outcome: { type: 'filed', sessionId } }])
  expect(changes).toMatchObject([{ key: { phone, line }, replyChatId: '6281234567890@c.us' }])
  expect(changes[0]?.effects.map(({ type }) => type)).toEqual([
    'create-agent',
    'send-welcome',
    'send-auto-reply',
  ])
  expect(echoes).toEqual([])
})

test('the echo of a message in flight settles that message, and nobody has taken over', () => {
  const echo = own({ id: 'echo', text: 'Selamat datang', whatsappId: '3EB0ECHO' })
  const { changes, applied, echoes } = decideIn(
    talking,
    [echo],
    [inFlight('other', 'Dadah'), inFlight('welcome', 'Selamat datang')],
  )
  expect(echoes).toEqual([
    { echoRowId: 'echo', messageId: 'welcome', whatsappId: '3EB0ECHO', sentAt: echo.sentAt },
  ])
  expect(applied).toEqual([])
  expect(changes[0]?.after).toBe(changes[0]?.before)
})

test('each message in flight has one echo: the same words once more at once are a copy, and later those of staff', () => {
  const [echo, copy] = [own({ id: 'echo', text: 'Baik' }), own({ id: 'copy', text: 'Baik' })]
  const twice = decideIn(talking, [echo, copy], [inFlight('reply', 'Baik')])
  expect(twice.echoes).toMatchObject([{ echoRowId: 'echo', messageId: 'reply' }])
  expect(twice.copies).toEqual([{ id: 'copy', of: 'reply', line }])
  expect(twice.applied).toMatchObject([{ id: 'copy', status: 'sent' }])
  expect(twice.changes[0]?.after.open?.mode).toBe('agent')

  const later = own({ id: 'staff', text: 'Baik', sentAt: new Date(NOON + 61_000) })
  const { applied, changes } = decideIn(talking, [echo, later], [inFlight('reply', 'Baik')])
  expect(applied).toMatchObject([{ id: 'staff', status: 'sent' }])
  expect(changes[0]?.after.open?.mode).toBe('manual')
})

test('what is in flight to another guest, or on another line, is no echo', () => {
  const { echoes, changes } = decideIn(
    talking,
    [own({ text: 'Baik' })],
    [inFlight('a', 'Baik', { phone: '0899' }), inFlight('b', 'Baik', { line: 'second' })],
  )
  expect(echoes).toEqual([])
  expect(changes[0]?.after.open?.mode).toBe('manual')
})

test("staff's message takes the session over, and answers itself to nobody", () => {
  const { changes, applied } = decideIn(talking, [own({ id: 'staff' })])
  expect(applied).toEqual([
    { id: 'staff', line, status: 'sent', outcome: { type: 'filed', sessionId: 'session' } },
  ])
  expect(changes[0]?.after.open?.mode).toBe('manual')
  expect(changes[0]?.effects).toEqual([{ type: 'cancel-unsent', sessionId: 'session', reason: 'taken_over' }])
})

test('what another program sent is filed in the open session, if there is one, and changes nothing', () => {
  const program = own({ id: 'program', source: 'api', text: 'Your bill' })
  const during = decideIn(talking, [program])
  expect(during.applied).toEqual([
    {
      id: 'program',
      line,
      status: 'sent',
      outcome: { type: 'filed', sessionId: 'session' },
      isAutomatic: true,
    },
  ])
  expect(during.changes[0]?.after).toBe(during.changes[0]?.before)
  const alone = decideIn(quiet, [program])
  expect(alone.applied).toEqual([{ id: 'program', line, status: 'sent', outcome: null, isAutomatic: true }])
})

test('conversations are decided each for itself', () => {
  const rows = [row({ id: 'a' }), row({ id: 'b', line: 'second' }), row({ id: 'c', phone: '0899' })]
  const { changes, applied } = decideIn(quiet, rows)
  expect(changes.map(({ key }) => key)).toEqual([
    { phone, line },
    { phone, line: 'second' },
    { phone: '0899', line },
  ])
  expect(new Set(changes.map(({ after }) => after.open?.id)).size).toBe(3)
  expect(applied.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})
