import { useList } from '../use-list.ts'
import type { Operator } from './contract.ts'

export const OPERATORS = 'operators'

export function useOperators() {
  return useList<Operator>(OPERATORS, '/operators?limit=200')
}
