import { describe, expect, test } from 'vitest'

import { ENGLISH } from './english.ts'
import { tellPace, tellReason, tellState } from './tell-line.ts'

describe('a line', () => {
  test.for([
    ['WORKING', 'it works'],
    ['STARTING', 'passes by itself'],
    ['SCAN_QR_CODE', 'Scan the QR code'],
    ['PASSKEY_REQUIRED', 'asks for a passkey'],
    ['PASSKEY_CONFIRMATION_REQUIRED', 'asks to confirm a passkey'],
    ['FAILED', 'Restart the session'],
    ['STOPPED', 'Start it in'],
    ['A_NEW_WORD', 'does not know this state'],
    ['constructor', 'does not know this state'],
    [null, 'check that its webhooks arrive'],
  ] as const)('that is %s says in plain words what that means', ([status, means]) => {
    expect(tellState({ status, silent: false }, ENGLISH)).toContain(means)
  })

  test('that works and is silent says so', () => {
    expect(tellState({ status: 'WORKING', silent: true }, ENGLISH)).toContain('has told nothing of it')
  })

  test('says why it is paused, unless its state does', () => {
    expect(tellReason('unauthorized', ENGLISH)).toContain('WAHA_API_KEY')
    expect(tellReason('the number moves', ENGLISH)).toBe('“the number moves”')
    expect(tellReason('constructor', ENGLISH)).toBe('“constructor”')
    for (const said of [null, 'STOPPED', 'by hand']) expect(tellReason(said, ENGLISH)).toBe('')
  })

  test.for([
    [0, 'without limit'],
    [3_000, '20 per minute'],
    [9_000, '6.7 per minute'],
    [120_000, '30 per hour'],
  ] as const)('with %i ms between two messages tells its pace', ([intervalMs, pace]) => {
    expect(tellPace(intervalMs, ENGLISH)).toBe(pace)
  })
})
