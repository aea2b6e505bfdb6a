import { BUILT_IN_OPERATOR_ID, findOperatorByName, type Store } from '@bellhop/store'

import { isPassword } from './password-hash.ts'
import { findSecret } from './secrets.ts'

/** Of the operator whose password is CONSOLE_PASSWORD. Who types no name means this one. */
const BUILT_IN_NAME = 'admin'
/** As the database has it. */
export const LOGIN_NAME = /^[a-z0-9][a-z0-9._-]{0,39}$/

export interface Credentials {
  name: string
  password: string
}

/** A name as it was meant, however it was typed. */
export function toLoginName(typed: string): string {
  return typed.trim().toLowerCase() || BUILT_IN_NAME
}

/** An operator with its name, and the hash that the password was compared with; null for the built-in one. */
export interface CheckedLogin {
  operatorId: string
  name: string
  passwordHash: string | null
}

/**
 * Whose name and password these are; null for nobody's. Of all but the built-in one a wrong name takes as long as a
 * wrong password, so that nobody learns who there is.
 */
export async function checkLogin(
  { store, password: builtIn }: { store: Store; password: string },
  { name, password }: Credentials,
): Promise<CheckedLogin | null> {
  if (name === BUILT_IN_NAME) {
    const isBuiltIn = findSecret([builtIn], password) !== null
    return isBuiltIn ? { operatorId: BUILT_IN_OPERATOR_ID, name, passwordHash: null } : null
  }
  const operator = LOGIN_NAME.test(name) ? await findOperatorByName(store, name) : null
  const isRight = await isPassword(operator?.passwordHash ?? null, password)
  return operator !== null && isRight
    ? { operatorId: operator.id, name, passwordHash: operator.passwordHash }
    : null
}
