import { useQuery } from '@tanstack/react-query'

import { call } from './http.ts'

/** Whether the operator may do something: answer guests, or see the queues; undefined until it is known. */
export function useMay(right: 'serve' | 'queues'): boolean | undefined {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call<{ rights: string[] }>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.rights.includes(right)
}
