import { useTemplates } from '../templates/use-templates.ts'
import { useList } from '../use-list.ts'
import type { Key } from './contract.ts'
import { useOperators } from './use-operators.ts'

/** What operators, keys and templates are called now: the audit has ids alone. */
export function useNames() {
  const { items: operators = [] } = useOperators()
  const { items: keys = [] } = useList<Key>('keys', '/keys?limit=200')
  const { data: templates = [] } = useTemplates()
  return {
    operators,
    keys,
    nameOf: (id: string): string | undefined =>
      operators.find((operator) => operator.id === id)?.display_name ??
      [...keys, ...templates].find((one) => one.id === id)?.name,
  }
}
