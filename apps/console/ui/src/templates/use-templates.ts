import { useQuery } from '@tanstack/react-query'

import { call } from '../http.ts'
import type { Template } from './contract.ts'

/** The templates by name. They are asked for when they are first wanted, and again whenever they have not been for a while. */
export function useTemplates(isWanted = true) {
  return useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => call<{ items: Template[] }>('/templates', { signal }),
    select: ({ items }) => items,
    enabled: isWanted,
    refetchInterval: POLL_MS,
  })
}

const POLL_MS = 10_000
