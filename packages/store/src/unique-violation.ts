import { errorChain } from './error-chain.ts'

/** Whether Postgres refused a row because of that unique index. */
export function violatesUnique(error: unknown, index: string): boolean {
  return errorChain(error).some(
    ({ kind, constraint }) =>
      kind === 'UniqueConstraintViolation' &&
      typeof constraint === 'object' &&
      constraint !== null &&
      'index' in constraint &&
      constraint.index === index,
  )
}
