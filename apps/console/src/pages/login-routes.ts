import rateLimit from '@fastify/rate-limit'
import { logOut, noteFailedLogin, openLogin, type Store } from '@bellhop/store'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import { callerOf } from '../access/caller.ts'
import { checkLogin, LOGIN_NAME, toLoginName } from '../access/check-login.ts'
import { toLocalPath } from '../access/local-path.ts'
import { clearSessionCookie, setSessionCookie, type SessionCookies } from '../access/session-cookie.ts'
import { loginPage } from './login-page.ts'
import { sendPage } from './send-page.ts'
import { spokenLanguage } from './spoken-language.ts'

export interface LoginOptions {
  store: Store
  cookies: SessionCookies
  /** Of the built-in operator. */
  password: string
  now: () => number
}

const ATTEMPTS_PER_ADDRESS = 10
/** Of all addresses together: more than staff need, and far too few to guess a password. */
const ATTEMPTS_PER_NAME = 60
const timeWindow = '1 minute'
const NOTHING = { next: undefined, name: '', password: '' }
/** Longer than any: what is cut off here is nobody's. */
const NAME_MAX = 41
const loginInput = z
  .object({
    next: z.string().optional().catch(undefined),
    name: z
      .string()
      .transform((name) => name.slice(0, NAME_MAX))
      .catch(''),
    password: z.string().catch(''),
  })
  .catch(NOTHING)

/** The door: a name and a password in, a signed cookie out. Guesses are bounded by address and by name, right or wrong. */
export async function loginRoutes(
  pages: FastifyInstance,
  { cookies, now, ...deps }: LoginOptions,
): Promise<void> {
  await pages.register(rateLimit, { global: false })
  const countByAddress = pages.createRateLimit({ max: ATTEMPTS_PER_ADDRESS, timeWindow })
  const countByName = pages.createRateLimit({
    max: ATTEMPTS_PER_NAME,
    timeWindow,
    keyGenerator: ({ body }) => toLoginName(loginInput.parse(body).name),
  })

  pages.get('/login', (request, reply) =>
    sendPage(
      reply,
      loginPage({
        language: spokenLanguage(request),
        next: toLocalPath(loginInput.parse(request.query).next),
      }),
    ),
  )

  // After the answer, which must take as long for a name that nobody has.
  const onResponse = async ({ body }: FastifyRequest, { statusCode }: FastifyReply) => {
    const name = toLoginName(loginInput.parse(body).name)
    if (statusCode === 401 && LOGIN_NAME.test(name)) await noteFailedLogin(deps.store, name)
  }

  pages.post('/login', { onResponse }, async (request, reply) => {
    const input = loginInput.parse(request.body)
    const shown = { language: spokenLanguage(request), next: toLocalPath(input.next), name: input.name }
    const waitSeconds = await countAttempt(request)
    if (waitSeconds !== null) {
      const page = loginPage({ ...shown, error: 'tooMany' })
      return sendPage(reply.code(429).header('retry-after', waitSeconds), page)
    }
    const checked = await checkLogin(deps, { ...input, name: toLoginName(input.name) })
    const { cookie, ...login } = cookies.issue(now())
    if (checked === null || !(await openLogin(deps.store, { ...checked, ...login }))) {
      return sendPage(reply.code(401), loginPage({ ...shown, error: 'wrongPassword' }))
    }
    return setSessionCookie(request, reply, cookie).redirect(shown.next, 303)
  })

  pages.post('/logout', async (request, reply) => {
    const caller = callerOf(request)
    if (caller.loginId !== null) await logOut(deps.store, caller, caller.loginId)
    return clearSessionCookie(request, reply).redirect('/login', 303)
  })

  /** For how long it is too many, in seconds; null if it isn't. A name is not counted for an address that is kept out. */
  async function countAttempt(request: FastifyRequest): Promise<number | null> {
    for (const count of [countByAddress, countByName]) {
      const attempt = await count(request)
      if (!attempt.isAllowed && attempt.isExceeded) return attempt.ttlInSeconds
    }
    return null
  }
}
