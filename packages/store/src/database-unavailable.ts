import { errorChain } from './error-chain.ts'

/** SQLSTATE of lost connections, serialization failures, deadlocks, missing resources and interventions of operators. */
const UNAVAILABLE_SQLSTATE = /^(08...|40001|40P01|53...|57...|25P03)$/

const STATEMENT_TIMEOUT = '57014'

/** Prisma's codes for no connection, no answer in time, no place in the pool or in a transaction. */
const UNAVAILABLE_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])

const UNAVAILABLE_SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT)$/

/** The adapter's words for an error whose SQLSTATE it has swallowed. */
const UNAVAILABLE_KIND = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TransactionWriteConflict',
  'TooManyConnections',
])

/** `pg` and its pool throw these without any code. */
const UNAVAILABLE_WORDS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end',
]

/**
 * Whether Postgres could not answer, so that trying the same again later makes sense and no attempt is spent.
 * False for all that Postgres did answer: a constraint, a type, a missing row.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  return errorChain(error).some(saysUnavailable)
}

/** Whether a statement took longer than it may, or was cancelled by hand. Postgres is there then. */
export function isStatementTimeout(error: unknown): boolean {
  return errorChain(error).some(({ code, originalCode }) => [code, originalCode].includes(STATEMENT_TIMEOUT))
}

function saysUnavailable({ code, originalCode, kind, message }: Record<string, unknown>): boolean {
  if (typeof kind === 'string' && UNAVAILABLE_KIND.has(kind)) return true
  if ([code, originalCode].some((word) => typeof word === 'string' && isUnavailableCode(word))) return true
  return typeof message === 'string' && UNAVAILABLE_WORDS.some((words) => message.includes(words))
}

function isUnavailableCode(code: string): boolean {
  return UNAVAILABLE_PRISMA.has(code) || UNAVAILABLE_SOCKET.test(code) || UNAVAILABLE_SQLSTATE.test(code)
}
