import { use } from 'react'

import { Refused, Unreachable, type FieldError } from '../http.ts'
import { PROBLEMS } from './problems.ts'
import { LanguageContext } from './use-words.ts'

/** Tells what went wrong, in the language that is spoken as far as it is known there, else in the console's own words. */
export function useProblemWords() {
  const problems = PROBLEMS[use(LanguageContext)]
  const tellField = ({ code = '', message }: FieldError) => problems.fields[code] ?? message

  return {
    tell(error: unknown): string {
      if (error instanceof Unreachable) return problems.noConnection
      if (!(error instanceof Refused)) return problems.broken
      if (error.errors.length > 0) return error.errors.map(tellField).join(' ')
      return problems.codes[error.code ?? ''] ?? error.message
    },
    /** What is wrong with a field, if that is what was refused. */
    tellField(error: unknown, field: string): string | undefined {
      const wrong = error instanceof Refused ? error.errors.find((one) => one.field === field) : undefined
      return wrong && tellField(wrong)
    },
  }
}
