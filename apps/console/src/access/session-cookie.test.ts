import { describe, expect, test } from 'vitest'

import { createSessionCookies, SESSION_SECONDS } from './session-cookie.ts'

const SECRET = 'a secret of at least thirty-two letters'
const NOW = Date.parse('2026-03-01T10:00:00Z')
const cookies = createSessionCookies({ secret: SECRET, password: 'open sesame' })

describe('a session cookie', () => {
  test('leads to its login until twelve hours have passed', () => {
    const { cookie, tokenHash, expiresAt } = cookies.issue(NOW)
    expect(cookies.read(cookie, NOW)).toEqual(tokenHash)
    expect(cookies.read(cookie, NOW + SESSION_SECONDS * 1000 - 1)).toEqual(tokenHash)
    expect(cookies.read(cookie, NOW + SESSION_SECONDS * 1000)).toBeNull()
    expect(expiresAt.getTime()).toBe(NOW + SESSION_SECONDS * 1000)
  })

  test('is another at each login', () => {
    const [first, second] = [cookies.issue(NOW), cookies.issue(NOW)]
    expect(first.cookie).not.toBe(second.cookie)
    expect(first.tokenHash).not.toEqual(second.tokenHash)
  })

  test('is refused after any change of its letters', () => {
    const { cookie } = cookies.issue(NOW)
    for (const index of cookie.split('').keys()) {
      const other = cookie[index] === 'A' ? 'B' : 'A'
      const changed = `${cookie.slice(0, index)}${other}${cookie.slice(index + 1)}`
      expect(cookies.read(changed, NOW), `letter ${index}`).toBeNull()
    }
  })

  test('is refused when its end is moved, or it carries no signature', () => {
    const { cookie } = cookies.issue(NOW)
    expect(cookies.read(cookie.replace(/^\d+/, String(NOW + 1e12)), NOW)).toBeNull()
    expect(cookies.read(cookie.slice(0, cookie.lastIndexOf('.')), NOW)).toBeNull()
    expect(cookies.read('', NOW)).toBeNull()
  })

  test('ends with a new secret and with a new password', () => {
    const { cookie } = cookies.issue(NOW)
    const renewed = createSessionCookies({ secret: SECRET, password: 'open barley' })
    const rekeyed = createSessionCookies({ secret: `${SECRET}!`, password: 'open sesame' })
    expect(renewed.read(cookie, NOW)).toBeNull()
    expect(rekeyed.read(cookie, NOW)).toBeNull()
  })
})
