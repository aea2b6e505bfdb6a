import { expect, test } from 'vitest'

import type { Step } from '../contract.ts'
import { ENGLISH } from '../language/english.ts'
import { INDONESIAN } from '../language/indonesian.ts'
import { tellStep } from './tell-step.ts'

const clock = (at: string) => at.slice(11, 16)
const tell = (step: Step['step'], facts: Step['facts'] = {}, words = ENGLISH) =>
  tellStep({ at: null, step, facts }, words, clock)

test('a session that was opened tells why the one before could not go on', () => {
  const opened = (before_id: string | null, before_ended: string | null) =>
    tell('session_opened', { session_id: 'c', before_id, before_ended })
  expect(opened(null, null)).toBe("Opened the guest's first session on this line")
  expect(opened('b', 'expired')).toBe('Opened a new session, since the one before had expired')
  expect(opened('b', 'staff')).toBe('Opened a new session, since staff had ended the one before')
  expect(opened('b', null)).toBe('Opened a new session')
})

test('one that waits tells how often it was tried, until when it waits, and why', () => {
  expect(tell('waits_for_worker', { attempts: 0, error: null })).toBe('Waits to be handled')
  expect(tell('waits_for_worker', { attempts: 2, error: 'P0042' })).toBe(
    'Waits to be handled, 2 attempts: P0042',
  )
  const waiting = { error: 'refused', until: '2026-11-28T10:41:07.000Z' }
  expect(tell('waits_to_leave', waiting)).toBe('Waits to leave, not before 10:41: WAHA is away')
  expect(tell('waits_to_leave', waiting, INDONESIAN)).toBe(
    'Menunggu dikirim, tidak sebelum 10:41: WAHA tidak dapat dihubungi',
  )
})

test('how it ended is told with its reason, and a reason nobody knows as it stands', () => {
  expect(tell('cancelled', { error: 'taken_over' })).toBe('Cancelled: staff have taken over')
  expect(tell('failed', { error: 'odd-thing' })).toBe('Failed: odd thing')
  expect(tell('cancelled', { error: null })).toBe('Cancelled')
  expect(tell('unmatched', { reason: 'unresolved_lid' })).toBe('Belongs to nobody: WhatsApp hides the number')
})

test('what WhatsApp told later, and who was asked, is told by its own word', () => {
  expect(tell('ack', { ack: 'read' })).toBe('Read')
  expect(tell('ack', { ack: 'heard' })).toBe('heard')
  expect(tell('agent', { status: 'failed' })).toBe('Its agent could not be created')
  expect(tell('claimed', { attempts: 1, resends: 0 })).toBe('Taken to be sent')
  expect(tell('claimed', { attempts: 2, resends: 1 })).toBe('Taken to be sent, 2 attempts, sent again once')
  expect(tell('stored', { line: 'default' }, INDONESIAN)).toBe('Disimpan oleh Bellhop, di nomor default')
})
