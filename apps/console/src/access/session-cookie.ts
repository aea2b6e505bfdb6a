import { randomBytes } from 'node:crypto'

import { Signer } from '@fastify/cookie'
import type { FastifyRequest } from 'fastify'

import { isHttps } from './is-https.ts'

export const SESSION_SECONDS = 12 * 60 * 60

/** An operator's login, kept by the browser alone: when it ends, under a signature. */
export interface SessionCookies {
  issue(now: number): string
  isValid(value: string, now: number): boolean
  /** Ends it before its time, whoever has a copy, until this process ends. */
  end(value: string, now: number): void
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
  /** The logins that were ended, and when each would have ended by itself: it need not be known for longer. */
  const ended = new Map<string, number>()

  /** What was signed, if it was, and when that ends by itself. */
  function read(value: string): { login: string; endsAt: number } | null {
    const signed = signer.unsign(value)
    return signed.valid ? { login: signed.value, endsAt: Number.parseInt(signed.value, 10) } : null
  }

  return {
    issue: (now) => signer.sign(`${now + SESSION_SECONDS * 1000}-${randomBytes(9).toString('base64url')}`),
    isValid(value, now) {
      const cookie = read(value)
      return cookie !== null && cookie.endsAt > now && !ended.has(cookie.login)
    },
    end(value, now) {
      for (const [login, endsAt] of ended) if (endsAt <= now) ended.delete(login)
      const cookie = read(value)
      if (cookie !== null) ended.set(cookie.login, cookie.endsAt)
    },
  }
}

/** Behind TLS under a name that browsers take from this host alone, and over TLS alone. */
export function sessionCookieName(request: FastifyRequest): string {
  return isHttps(request) ? '__Host-bellhop_console' : 'bellhop_console'
}

/** What the request carries as its login; '' if nothing. */
export function sessionCookieOf(request: FastifyRequest): string {
  return request.cookies[sessionCookieName(request)] ?? ''
}
