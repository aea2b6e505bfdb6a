import { randomBytes } from 'node:crypto'

import { Signer } from '@fastify/cookie'

export const SESSION_COOKIE = 'bellhop_console'
export const SESSION_SECONDS = 12 * 60 * 60

/** An operator's login, kept by the browser alone: when it ends, under a signature. */
export interface SessionCookies {
  issue(now: number): string
  isValid(value: string, now: number): boolean
}

/** A new password, like a new secret, ends every login. */
export function createSessionCookies({
  secret,
  password,
}: {
  secret: string
  password: string
}): SessionCookies {
  const signer = new Signer(`${secret}\n${password}`, 'sha256')
  return {
    issue: (now) => signer.sign(`${now + SESSION_SECONDS * 1000}-${randomBytes(9).toString('base64url')}`),
    isValid(value, now) {
      const signed = signer.unsign(value)
      return signed.valid && Number.parseInt(signed.value, 10) > now
    },
  }
}
