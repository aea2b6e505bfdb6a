import { noteAudit, type Actor } from './audit.ts'
import type { OperatorRole } from './generated/enums.ts'
import { endLoginsOf, renewLogin, type RenewedLogin } from './logins.ts'
import { newestFirst, toPage, type Page, type PageRequest } from './page.ts'
import { newId, type Store } from './store.ts'
import { violatesUnique } from './unique-violation.ts'

/** `admin`, whose password is CONSOLE_PASSWORD: the migration made it, and the database keeps it as it is. */
export const BUILT_IN_OPERATOR_ID = '00000000-0000-7000-8000-000000000000'

/** Who logs in, as people look at it: without the hash of the password. */
export interface OperatorRecord {
  id: string
  /** As it is typed at the login. */
  name: string
  displayName: string
  role: OperatorRole
  createdAt: Date
  disabledAt: Date | null
}

export interface NewOperator {
  name: string
  displayName: string
  role: OperatorRole
  passwordHash: string
}

export interface OperatorChange {
  displayName?: string | undefined
  role?: OperatorRole | undefined
  passwordHash?: string | undefined
  isDisabled?: boolean | undefined
}

/** Makes an operator. Null if the name is taken, also by one that is disabled. */
export async function createOperator(
  { prisma }: Store,
  by: Actor,
  operator: NewOperator,
): Promise<OperatorRecord | null> {
  try {
    return await prisma.$transaction(async (tx) => {
      const made = await tx.operator.create({ data: { id: newId(), ...operator }, omit })
      await noteAudit(tx, by, { action: 'made_operator', subject: made.id, detail: { role: made.role } })
      return made
    })
  } catch (error) {
    if (violatesUnique(error, 'operators_name_key')) return null
    throw error
  }
}

/**
 * Changes an operator other than the built-in one. A new password and being disabled end its logins; a role is another from the
 * next request on. Null if there is no such operator.
 */
export async function changeOperator(
  { prisma }: Store,
  by: Actor,
  id: string,
  { displayName, role, passwordHash, isDisabled }: OperatorChange,
): Promise<OperatorRecord | null> {
  return prisma.$transaction(async (tx) => {
    const [held] = await tx.$queryRaw<{ disabledAt: Date | null; now: Date }[]>`
      SELECT disabled_at AS "disabledAt", clock_timestamp() AS now FROM operators WHERE id = ${id}::uuid FOR UPDATE`
    if (held === undefined) return null
    const changed = await tx.operator.update({
      where: { id },
      data: {
        ...(displayName !== undefined && { displayName }),
        ...(role !== undefined && { role }),
        ...(passwordHash !== undefined && { passwordHash }),
        ...(isDisabled !== undefined && { disabledAt: isDisabled ? (held.disabledAt ?? held.now) : null }),
      },
      omit,
    })
    if (passwordHash !== undefined || isDisabled === true) await endLoginsOf(tx, id)
    const detail = {
      ...(displayName !== undefined && { display_name: true }),
      ...(role !== undefined && { role }),
      ...(passwordHash !== undefined && { password: true }),
      ...(isDisabled !== undefined && { disabled: isDisabled }),
    }
    await noteAudit(tx, by, { action: 'changed_operator', subject: id, detail })
    return changed
  })
}

/**
 * An operator changes its own password, and ends all its logins but for the one that does it, which gets another cookie. False if the hash is not the one that
 * was known: meanwhile it has another password.
 */
export async function changePassword(
  { prisma }: Store,
  by: Actor,
  change: { operatorId: string; knownHash: string; passwordHash: string; login: RenewedLogin },
): Promise<boolean> {
  const { operatorId, knownHash, passwordHash, login } = change
  return prisma.$transaction(async (tx) => {
    const { count } = await tx.operator.updateMany({
      where: { id: operatorId, passwordHash: knownHash },
      data: { passwordHash },
    })
    if (count === 0) return false
    await endLoginsOf(tx, operatorId, login.id)
    await renewLogin(tx, login)
    await noteAudit(tx, by, { action: 'changed_own_password', subject: operatorId })
    return true
  })
}

export async function findOperatorById({ prisma }: Store, id: string): Promise<OperatorRecord | null> {
  return prisma.operator.findUnique({ where: { id }, omit })
}

/** For the login: with the hash of the password, which the built-in one lacks. */
export async function findOperatorByName(
  { prisma }: Store,
  name: string,
): Promise<(OperatorRecord & { passwordHash: string | null }) | null> {
  return prisma.operator.findUnique({ where: { name } })
}

export async function listOperators({ prisma }: Store, page: PageRequest): Promise<Page<OperatorRecord>> {
  const rows = await prisma.operator.findMany({ ...newestFirst(page, {}), omit })
  return toPage(rows, page.limit, (row) => row)
}

const omit = { passwordHash: true } as const
