import { useQuery } from '@tanstack/react-query'

import type { Me } from './contract.ts'
import { call } from './http.ts'

export type Right = 'read' | 'serve' | 'lines' | 'queues' | 'people'

/** Who is logged in; undefined until it is known. */
export function useMe(): Me | undefined {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call<Me>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}

/** Whether the operator may do something; undefined until it is known. */
export function useMay(right: Right): boolean | undefined {
  return useMe()?.rights.includes(right)
}
