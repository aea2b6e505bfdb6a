import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState } from 'react'

import { atMostEvery } from './at-most-every.ts'
import { openLive, type LiveState } from './live.ts'

const POLL_MS = 10_000
/** The list is asked for at most this often for each page of it that is loaded, however much happens in the hotel. */
const LIST_MS_PER_PAGE = 1_000

export const LiveContext = createContext<LiveState>('connecting')

/** How often a query asks by itself: never while changes arrive, else now and then. */
export function usePolling(): number | false {
  return use(LiveContext) === 'live' ? false : POLL_MS
}

/** Keeps what is shown as it is in the hotel. */
export function useLive(): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const client = useQueryClient()

  useEffect(() => {
    const pages = () =>
      client
        .getQueriesData<{ pages: unknown[] }>({ queryKey: ['inbox'], type: 'active' })
        .reduce((sum, [, shown]) => sum + (shown?.pages.length ?? 0), 1)
    const refreshList = atMostEvery(
      () => LIST_MS_PER_PAGE * pages(),
      () => void client.invalidateQueries({ queryKey: ['inbox'] }),
    )
    return openLive({
      onState: setState,
      onHello: () => void client.invalidateQueries(),
      onChange(sessionId) {
        refreshList()
        void client.invalidateQueries({ queryKey: ['conversation', sessionId] })
      },
    })
  }, [client])

  return state
}
