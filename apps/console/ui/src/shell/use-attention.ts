import { useQuery } from '@tanstack/react-query'

import type { Attention } from '../contract.ts'
import { call } from '../http.ts'

const POLL_MS = 10_000
const KEY = ['attention']
/** The lists that each number counts. */
const LISTS = {
  unmatched: ['unmatched'],
  set_aside: ['unknown', 'set-aside', 'quarantined'],
} as const

/** How much waits for a hand, by page; undefined until it is known. A list whose number has changed is asked for again. */
export function useAttention(): Attention | undefined {
  const { data } = useQuery({
    queryKey: KEY,
    async queryFn({ signal, client }) {
      const next = await call<Attention>('/attention', { signal })
      const before = client.getQueryData<Attention>(KEY)
      for (const name of ['unmatched', 'set_aside'] as const) {
        if (before === undefined || before[name] === next[name]) continue
        for (const key of LISTS[name]) void client.invalidateQueries({ queryKey: [key] })
      }
      return next
    },
    refetchInterval: POLL_MS,
  })
  return data
}
