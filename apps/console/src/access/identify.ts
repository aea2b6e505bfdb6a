import { findApiKey, findLogin, type Store } from '@bellhop/store'
import type { FastifyRequest } from 'fastify'

import { hashApiKey, isMadeKey } from './api-key.ts'
import type { Caller } from './caller.ts'
import { RIGHTS } from './rights.ts'
import { findSecret } from './secrets.ts'
import { sessionCookieOf, type SessionCookies } from './session-cookie.ts'

export type Identify = (request: FastifyRequest, takesKeys: boolean) => Promise<Caller | null>

/** Says who sent a request: the holder of a key, where keys are taken, else the operator of a login. Null for strangers. */
export function createIdentify({
  store: { prisma },
  cookies,
  apiKeys,
  now,
}: {
  store: Store
  cookies: SessionCookies
  apiKeys: readonly string[]
  now: () => number
}): Identify {
  return async (request, takesKeys) => {
    const key = takesKeys ? readKey(request) : null
    return (key === null ? null : await findHolder(key)) ?? findOperator(request)
  }

  async function findHolder(key: string): Promise<Caller | null> {
    const place = findSecret(apiKeys, key)
    if (place !== null) {
      const name = `configured key ${place + 1}`
      const rights = RIGHTS.configured
      return { kind: 'key', id: null, name, displayName: name, role: 'admin', rights, loginId: null }
    }
    const made = isMadeKey(key) ? await findApiKey(prisma, hashApiKey(key)) : null
    if (made === null) return null
    return { ...made, kind: 'key', displayName: made.name, rights: RIGHTS[made.role], loginId: null }
  }

  async function findOperator(request: FastifyRequest): Promise<Caller | null> {
    const tokenHash = cookies.read(sessionCookieOf(request), now())
    const holder = tokenHash === null ? null : await findLogin(prisma, tokenHash, new Date(now()))
    if (holder === null) return null
    const { operatorId, ...rest } = holder
    return { ...rest, kind: 'operator', id: operatorId, rights: RIGHTS[rest.role] }
  }
}

function readKey({ headers }: FastifyRequest): string | null {
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null
}
