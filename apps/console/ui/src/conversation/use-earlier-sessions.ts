import { useQuery } from '@tanstack/react-query'

import type { Session } from '../contract.ts'
import { call } from '../http.ts'

/** What came before these stands above the oldest of them. */
const SHOWN_MAX = 5

/** The guest's sessions before this one, the oldest first. */
export function useEarlierSessions({ id, guest_id }: Session): readonly Session[] {
  const { data } = useQuery({
    queryKey: ['earlier-sessions', id],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ guest_id, cursor: id, limit: String(SHOWN_MAX) })
      return call<{ items: Session[] }>(`/sessions?${query}`, { signal })
    },
    select: ({ items }) => items.toReversed(),
  })
  return data ?? []
}
