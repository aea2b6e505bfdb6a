import { useQuery } from '@tanstack/react-query'

import { call } from './http.ts'

/** Whether the operator may answer guests, or only look. Until it is known, as most may. */
export function useMayServe(): boolean {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call<{ rights: string[] }>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.rights.includes('serve') ?? true
}
