import { useQuery } from '@tanstack/react-query'

import type { Settings } from './contract.ts'
import { call } from './http.ts'

/** Until the console has told its own. */
const UNTOLD: Settings = { first_reply_target_ms: 5 * 60_000, lines: [], home_country: '' }

export function useSettings(): Settings {
  const { data } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => call<Settings>('/settings', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data ?? UNTOLD
}
