import type { Actor, OperatorRole } from '@bellhop/store'
import type { FastifyRequest } from 'fastify'

import type { Right } from './rights.ts'

/** Who sent a request, and what that one may do. */
export interface Caller extends Actor {
  displayName: string
  role: OperatorRole
  rights: readonly Right[]
  /** The login that its cookie belongs to; null for a key. */
  loginId: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on the routes that are open to everybody. */
    caller: Caller | null
  }
}

/** Who sent it: the guard has seen to it on every route that isn't open. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new Error('a route that asks who calls is open to everybody')
  return caller
}
