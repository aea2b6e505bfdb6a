import { useQuery } from '@tanstack/react-query'

import { call } from './http.ts'

/** Whether the operator may answer guests, or only look; undefined until it is known. */
export function useMayServe(): boolean | undefined {
  const { data } = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => call<{ rights: string[] }>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.rights.includes('serve')
}
