import { describe, expect, test } from 'vitest'

import { signWebhook, verifyWebhook } from './hmac.ts'

const KEY = 'my-secret-key'
const BODY = Buffer.from('{"event":"message","session":"default","engine":"WEBJS"}')
// The example of WAHA's documentation.
const SIGNATURE =
  '208f8a55dde9e05519e898b10b89bf0d0b3b0fdf11fdbf09b6b90476301b98d8' +
  '097c462b2b17a6ce93b6b47a136cf2e78a33a63f6752c2c1631777076153fa89'

test("the signature is the one of WAHA's documentation", () => {
  expect(signWebhook(BODY, KEY)).toBe(SIGNATURE)
})

describe('a webhook is authentic', () => {
  test('if any of the keys signed it', () => {
    expect(verifyWebhook(BODY, SIGNATURE, [KEY])).toBe(true)
    expect(verifyWebhook(BODY, SIGNATURE, ['next-key', KEY])).toBe(true)
  })

  test('in upper-case hex too', () => {
    expect(verifyWebhook(BODY, SIGNATURE.toUpperCase(), [KEY])).toBe(true)
  })
})

describe('a webhook is refused', () => {
  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one cut short', SIGNATURE.slice(1)],
    ['one too long', `${SIGNATURE}0`],
    ['one with a line break behind it', `${SIGNATURE}\n`],
    ['one that is no hex', 'z'.repeat(128)],
    ['two headers joined', `${SIGNATURE}, ${SIGNATURE}`],
    ['the SHA-256 kind', 'a'.repeat(64)],
    ['one of another key', signWebhook(BODY, 'another')],
  ])('with %s as signature', (_, signature) => {
    expect(verifyWebhook(BODY, signature, [KEY])).toBe(false)
  })

  test('with one byte more, and with no key at all', () => {
    expect(verifyWebhook(Buffer.concat([BODY, Buffer.from(' ')]), SIGNATURE, [KEY])).toBe(false)
    expect(verifyWebhook(BODY, SIGNATURE, [])).toBe(false)
  })

  test('with any single character of the signature changed', () => {
    for (let at = 0; at < SIGNATURE.length; at++) {
      const other = SIGNATURE[at] === '0' ? '1' : '0'
      const forged = SIGNATURE.slice(0, at) + other + SIGNATURE.slice(at + 1)
      expect(verifyWebhook(BODY, forged, [KEY])).toBe(false)
    }
  })
})
