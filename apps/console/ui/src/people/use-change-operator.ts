import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { useChange } from '../use-change.ts'
import type { Operator, OperatorRole } from './contract.ts'
import { OPERATORS } from './use-operators.ts'
import { PEOPLE_WORDS } from './words.ts'

export interface OperatorChange {
  display_name?: string
  role?: OperatorRole
  password?: string
  disabled?: boolean
}

/** Changes an operator. Who shows what was refused says so. */
export function useChangeOperator({ id }: Operator, isToldInPlace: boolean) {
  const words = useWordsOf(PEOPLE_WORDS)
  return useChange({
    change: (body: OperatorChange) => call<Operator>(`/operators/${id}`, { method: 'PATCH', body }),
    // The change may be of oneself.
    refreshed: [OPERATORS, 'logins', 'audit', 'me'],
    done: ({ display_name }) => words.changed(display_name),
    isToldInPlace,
  })
}
