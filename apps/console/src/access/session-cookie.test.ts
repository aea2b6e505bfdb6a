import { describe, expect, test } from 'vitest'

import { createSessionCookies, SESSION_SECONDS } from './session-cookie.ts'

const SECRET = 'a secret of at least thirty-two letters'
const NOW = Date.parse('2026-03-01T10:00:00Z')
const cookies = createSessionCookies({ secret: SECRET, password: 'open sesame' })

describe('a session cookie', () => {
  test('is valid until twelve hours have passed', () => {
    const cookie = cookies.issue(NOW)
    expect(cookies.isValid(cookie, NOW)).toBe(true)
    expect(cookies.isValid(cookie, NOW + SESSION_SECONDS * 1000 - 1)).toBe(true)
    expect(cookies.isValid(cookie, NOW + SESSION_SECONDS * 1000)).toBe(false)
  })

  test('is refused after any change of its letters', () => {
    const cookie = cookies.issue(NOW)
    for (const index of cookie.split('').keys()) {
      const other = cookie[index] === 'A' ? 'B' : 'A'
      const changed = `${cookie.slice(0, index)}${other}${cookie.slice(index + 1)}`
      expect(cookies.isValid(changed, NOW), `letter ${index}`).toBe(false)
    }
  })

  test('is refused when its end is moved, or it carries no signature', () => {
    const cookie = cookies.issue(NOW)
    expect(cookies.isValid(cookie.replace(/^\d+/, String(NOW + 1e12)), NOW)).toBe(false)
    expect(cookies.isValid(cookie.slice(0, cookie.lastIndexOf('.')), NOW)).toBe(false)
    expect(cookies.isValid('', NOW)).toBe(false)
  })

  test('ends with a logout, and no other login with it', () => {
    const [first, second] = [cookies.issue(NOW), cookies.issue(NOW)]
    cookies.end(first, NOW)
    expect(cookies.isValid(first, NOW)).toBe(false)
    expect(cookies.isValid(second, NOW)).toBe(true)
    cookies.end(second, NOW + 1000)
    expect(cookies.isValid(first, NOW)).toBe(false)
  })

  test('ends with a new secret and with a new password', () => {
    const cookie = cookies.issue(NOW)
    const renewed = createSessionCookies({ secret: SECRET, password: 'open barley' })
    const rekeyed = createSessionCookies({ secret: `${SECRET}!`, password: 'open sesame' })
    expect(renewed.isValid(cookie, NOW)).toBe(false)
    expect(rekeyed.isValid(cookie, NOW)).toBe(false)
  })
})
