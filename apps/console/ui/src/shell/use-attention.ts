import { useQuery } from '@tanstack/react-query'

import type { Attention } from '../contract.ts'
import { call } from '../http.ts'

const POLL_MS = 15_000

/** How much waits for a hand, by page; undefined until it is known. */
export function useAttention(): Attention | undefined {
  const { data } = useQuery({
    queryKey: ['attention'],
    queryFn: ({ signal }) => call<Attention>('/attention', { signal }),
    refetchInterval: POLL_MS,
  })
  return data
}
