import { createHash, randomBytes } from 'node:crypto'

import { Signer } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

import { isHttps } from './is-https.ts'

export const SESSION_SECONDS = 12 * 60 * 60
const TOKEN_BYTES = 18

/** What a browser keeps of a login, under a signature: when it ends by itself, and a secret, of which the database has the hash. */
export interface SessionCookies {
  issue(now: number): { cookie: string; tokenHash: Buffer; expiresAt: Date }
  /** The hash by which the database knows the login. Null if nobody signed it here, or it has ended by itself. */
  read(value: string, now: number): Buffer | null
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
    issue(now) {
      const endsAt = now + SESSION_SECONDS * 1000
      const token = `${endsAt}-${randomBytes(TOKEN_BYTES).toString('base64url')}`
      return { cookie: signer.sign(token), tokenHash: hash(token), expiresAt: new Date(endsAt) }
    },
    read(value, now) {
      const signed = signer.unsign(value)
      return signed.valid && Number.parseInt(signed.value, 10) > now ? hash(signed.value) : null
    },
  }
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Behind TLS under a name that browsers take from this host alone, and over TLS alone. */
export function sessionCookieName(request: FastifyRequest): string {
  return isHttps(request) ? '__Host-bellhop_console' : 'bellhop_console'
}

/** Gives the browser the cookie of its login, in the place of the one that it has. */
export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, cookie: string): FastifyReply {
  const options = { ...cookieOptions(request), maxAge: SESSION_SECONDS }
  return reply.setCookie(sessionCookieName(request), cookie, options)
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.clearCookie(sessionCookieName(request), cookieOptions(request))
}

function cookieOptions(request: FastifyRequest) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(request) } as const
}

/** What the request carries as its login; '' if nothing. */
export function sessionCookieOf(request: FastifyRequest): string {
  return request.cookies[sessionCookieName(request)] ?? ''
}
