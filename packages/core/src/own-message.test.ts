import { describe, expect, test } from 'vitest'
import { recogniseOwnMessage, type OwnMessage, type SentMessage } from './own-message.ts'

const SECOND = 1_000
const MINUTE = 60_000
const now = Date.UTC(2026, 0, 10, 12)
const SOURCES = ['api', 'app', null] as const

const arrived = (over: Partial<OwnMessage> = {}): OwnMessage => ({
  text: 'Selamat datang',
  source: null,
  sentAt: now,
  ...over,
})

const ours = (id: string, over: Partial<SentMessage> = {}): SentMessage => {
  const claimedAt = over.claimedAt ?? now - SECOND
  return { id, text: 'Selamat datang', state: 'sending', claimedAt, since: claimedAt, ...over }
}

describe.each(SOURCES)('an own message of source %s', (source) => {
  const message = arrived({ source })

  test.each(['sending', 'unknown', 'nameless'] as const)('is the echo of a %s one with its text', (state) => {
    expect(recogniseOwnMessage(message, [ours('a', { state })])).toEqual({ type: 'echo', of: 'a' })
  })

  test('is the echo of the one whose attempt began last before it', () => {
    const older = ours('older', { state: 'unknown', claimedAt: now - 5 * MINUTE })
    expect(recogniseOwnMessage(message, [older, ours('younger')])).toEqual({ type: 'echo', of: 'younger' })
    const late = arrived({ source, sentAt: now - 5 * MINUTE })
    expect(recogniseOwnMessage(late, [older, ours('younger')])).toEqual({ type: 'echo', of: 'older' })
  })

  test('is the echo of the one that surely left then, before one that may not have left at all', () => {
    const sure = ours('sure', { state: 'nameless', claimedAt: now - 3 * SECOND })
    const unsure = ours('unsure', { state: 'unknown' })
    expect(recogniseOwnMessage(message, [sure, unsure])).toEqual({ type: 'echo', of: 'sure' })
    const older = ours('older', { state: 'nameless', claimedAt: now - 10 * SECOND })
    expect(recogniseOwnMessage(message, [older, unsure])).toEqual({ type: 'echo', of: 'unsure' })
  })

  test('is an echo though the lines end otherwise, and WhatsApp has trimmed it', () => {
    const typed = ours('a', { text: 'Hello,\r\n  dear guest \n' })
    expect(recogniseOwnMessage(arrived({ source, text: 'Hello,\ndear guest' }), [typed]).type).toBe('echo')
  })

  test("is an echo though WAHA's clock is minutes behind", () => {
    const behind = arrived({ source, sentAt: now - 4 * MINUTE })
    expect(recogniseOwnMessage(behind, [ours('a')])).toEqual({ type: 'echo', of: 'a' })
  })

  test("is an echo of what is being sent however far ahead WAHA's clock is", () => {
    const ahead = arrived({ source, sentAt: now + 60 * MINUTE })
    expect(recogniseOwnMessage(ahead, [ours('a')])).toEqual({ type: 'echo', of: 'a' })
  })

  test('is a second copy, and nobody typed it, right after one that is sent', () => {
    const sent = ours('a', { state: 'sent' })
    expect(recogniseOwnMessage(message, [sent])).toEqual({ type: 'copy', of: 'a' })
    const later = arrived({ source, sentAt: now + MINUTE })
    expect(recogniseOwnMessage(later, [sent]).type).not.toBe('copy')
  })
})

test('what came over the API and is none of ours was sent by another program', () => {
  expect(recogniseOwnMessage(arrived({ text: 'promo', source: 'api' }), [ours('a')])).toEqual({
    type: 'program',
  })
})

test.each(['app', null] as const)('anything else is staff on the phone (source %s)', (source) => {
  const typed = arrived({ text: 'I am on my way', source })
  expect(recogniseOwnMessage(typed, [ours('a')])).toEqual({ type: 'staff' })
  const picture = arrived({ text: null, source })
  expect(recogniseOwnMessage(picture, [ours('a', { text: null })])).toEqual({ type: 'staff' })
})

test('the words of a message that nobody knows of are staff again once its echo would be long here', () => {
  const old = ours('a', { state: 'unknown', claimedAt: now - 11 * MINUTE })
  expect(recogniseOwnMessage(arrived({ source: 'app' }), [old])).toEqual({ type: 'staff' })
})

test('a message that was sent again is told by the echo of its first attempt too', () => {
  const again = ours('a', { state: 'unknown', claimedAt: now, since: now - 3 * MINUTE })
  expect(recogniseOwnMessage(arrived({ sentAt: now - 2 * MINUTE }), [again])).toEqual({
    type: 'echo',
    of: 'a',
  })
})
