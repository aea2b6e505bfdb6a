import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { isHttps } from '../access/is-https.ts'
import { toLocalPath } from '../access/local-path.ts'
import { isOneOf } from '../access/secrets.ts'
import {
  SESSION_SECONDS,
  sessionCookieName,
  sessionCookieOf,
  type SessionCookies,
} from '../access/session-cookie.ts'
import { loginPage } from './login-page.ts'
import { sendPage } from './send-page.ts'

export interface LoginOptions {
  cookies: SessionCookies
  password: string
  now: () => number
}

const ATTEMPTS_PER_MINUTE = 10
const nextInput = z.object({ next: z.string().optional().catch(undefined) }).catch({})
const loginInput = z.object({ password: z.string().catch('') })

/** The door: a password in, a signed cookie out. Guesses from one address are bounded, right or wrong. */
export async function loginRoutes(
  pages: FastifyInstance,
  { cookies, password, now }: LoginOptions,
): Promise<void> {
  await pages.register(rateLimit, { global: false })
  const countAttempt = pages.createRateLimit({ max: ATTEMPTS_PER_MINUTE, timeWindow: '1 minute' })

  pages.get('/login', (request, reply) =>
    sendPage(reply, loginPage({ next: toLocalPath(nextInput.parse(request.query).next) })),
  )

  pages.post('/login', async (request, reply) => {
    const next = toLocalPath(nextInput.parse(request.body).next)
    const attempt = await countAttempt(request)
    if (!attempt.isAllowed && attempt.isExceeded) {
      const error = 'Too many attempts. Wait a minute.'
      return sendPage(reply.code(429).header('retry-after', attempt.ttlInSeconds), loginPage({ next, error }))
    }
    const given = loginInput.catch({ password: '' }).parse(request.body).password
    if (!isOneOf([password], given)) {
      return sendPage(reply.code(401), loginPage({ next, error: 'That is not the password.' }))
    }
    return reply
      .setCookie(sessionCookieName(request), cookies.issue(now()), {
        ...cookieOptions(request),
        maxAge: SESSION_SECONDS,
      })
      .redirect(next, 303)
  })

  pages.post('/logout', (request, reply) => {
    cookies.end(sessionCookieOf(request), now())
    return reply.clearCookie(sessionCookieName(request), cookieOptions(request)).redirect('/login', 303)
  })
}

function cookieOptions(request: FastifyRequest) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(request) } as const
}
