import type { FieldCode } from './problem-codes.ts'
import type { FieldError } from './problem.ts'

/** What zod says of a value, as far as it counts here. */
interface Issue {
  code?: string | undefined
  path: readonly PropertyKey[]
  message: string
  origin?: unknown
  minimum?: unknown
  expected?: unknown
  params?: unknown
}

export function toFieldError(issue: Issue): FieldError {
  return {
    field: issue.path.map(String).join('.') || 'body',
    message: issue.message,
    code: codeOf(issue),
  }
}

function codeOf({ code, origin, minimum, expected, params }: Issue): FieldCode {
  if (code === 'invalid_type' && expected === 'string') return 'required'
  if (code === 'too_small' && origin === 'string') return minimum === 1 ? 'required' : 'too_short'
  if (code === 'too_big' && origin === 'string') return 'too_long'
  return code === 'custom' && isPhone(params) ? 'phone' : 'invalid'
}

/** Beside a custom issue of zod that says of a number that it can't be one. */
export const PHONE_ISSUE = { isPhone: true }

function isPhone(params: unknown): boolean {
  return typeof params === 'object' && params !== null && 'isPhone' in params
}
