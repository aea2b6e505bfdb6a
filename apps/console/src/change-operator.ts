import {
  BUILT_IN_OPERATOR_ID,
  changeOperator,
  changePassword,
  createOperator,
  findOperatorByName,
  type Actor,
  type OperatorRecord,
  type OperatorRole,
  type Store,
} from '@bellhop/store'

import type { Caller } from './access/caller.ts'
import { hashPassword, isPassword } from './access/password-hash.ts'

export interface NewOperator {
  name: string
  displayName: string
  role: OperatorRole
  password: string
}

export interface OperatorChange {
  displayName?: string | undefined
  role?: OperatorRole | undefined
  password?: string | undefined
  isDisabled?: boolean | undefined
}

/** `oneself`: an admin who did it would have nobody's leave to undo it. */
export type ChangeRefusal = 'unknown' | 'built_in' | 'oneself'

/** `key`: it has no password. `built_in`: its password is CONSOLE_PASSWORD. `wrong`: the one that was given isn't it. */
export type OwnPasswordRefusal = 'key' | 'built_in' | 'wrong'

/** Null if the name is taken. */
export async function makeOperator(
  store: Store,
  by: Actor,
  { password, ...operator }: NewOperator,
): Promise<OperatorRecord | null> {
  return createOperator(store, by, { ...operator, passwordHash: await hashPassword(password) })
}

/** Changes an operator. Admins always remain: the built-in one is never changed, and nobody gives up being one. */
export async function changeOperatorBy(
  store: Store,
  by: Actor,
  id: string,
  { password, ...change }: OperatorChange,
): Promise<OperatorRecord | ChangeRefusal> {
  if (id === BUILT_IN_OPERATOR_ID) return 'built_in'
  const endsOwn = change.isDisabled === true || (change.role !== undefined && change.role !== 'admin')
  if (by.kind === 'operator' && by.id === id && endsOwn) return 'oneself'
  const passwordHash = password === undefined ? undefined : await hashPassword(password)
  return (await changeOperator(store, by, id, { ...change, passwordHash })) ?? 'unknown'
}

/** Changes the password of whoever calls and knows it. All other logins of that operator end; this one goes on as `renewed`. */
export async function changeOwnPassword(
  store: Store,
  caller: Caller,
  { current, next }: { current: string; next: string },
  renewed: { tokenHash: Buffer; expiresAt: Date },
): Promise<'done' | OwnPasswordRefusal> {
  const { kind, id, name, loginId } = caller
  if (kind === 'key' || id === null || loginId === null) return 'key'
  if (id === BUILT_IN_OPERATOR_ID) return 'built_in'
  const knownHash = (await findOperatorByName(store, name))?.passwordHash ?? null
  if (knownHash === null || !(await isPassword(knownHash, current))) return 'wrong'
  const login = { id: loginId, ...renewed }
  const change = { operatorId: id, knownHash, passwordHash: await hashPassword(next), login }
  return (await changePassword(store, caller, change)) ? 'done' : 'wrong'
}
