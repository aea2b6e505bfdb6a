import { Refused } from './http.ts'
import { useProblemWords } from './language/use-problem-words.ts'

/**
 * What was refused of a form: what is said at each of its `fields`, and what is said of the whole. A name that is taken is said at the
 * field `taken`.
 */
export function useFieldErrors<Field extends string>(
  error: Error | null,
  { fields, taken }: { fields: readonly Field[]; taken?: Field },
) {
  const { tell, tellField } = useProblemWords()
  const isTaken = error instanceof Refused && error.code === 'taken_name'
  const of = (field: Field) => (isTaken && field === taken ? tell(error) : tellField(error, field))
  const isToldAtField = fields.some((field) => of(field) !== undefined)
  return { of, other: error === null || isToldAtField ? undefined : tell(error) }
}
