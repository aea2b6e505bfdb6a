import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useState } from 'react'

import { openLive, type LiveState } from './live.ts'
import { createRefresh } from './refresh.ts'

const POLL_MS = 10_000
/** However much happens in the hotel, what is shown is asked for at most this often, for each page of it that is loaded. */
const LIST_MS = 1_000
const CONVERSATION_MS = 200
const ATTENTION_MS = 2_000

export const LiveContext = createContext<LiveState>('connecting')

/** How often a query asks by itself: never while changes arrive, else now and then. */
export function usePolling(): number | false {
  return use(LiveContext) === 'live' ? false : POLL_MS
}

/** Keeps what is shown as it is in the hotel. */
export function useLive(sessionId: string | null): LiveState {
  const [state, setState] = useState<LiveState>('connecting')
  const client = useQueryClient()

  const [refreshList] = useState(() => createRefresh(client, ['inbox'], LIST_MS))
  const [refreshConversation] = useState(() => createRefresh(client, ['conversation'], CONVERSATION_MS))
  const [refreshAttention] = useState(() => createRefresh(client, ['attention'], ATTENTION_MS))
  const [refreshStories] = useState(() => createRefresh(client, ['story'], CONVERSATION_MS))

  useEffect(() => {
    return openLive(sessionId, {
      onState: setState,
      onHello() {
        refreshList()
        refreshConversation()
        refreshStories()
        void client.invalidateQueries({ queryKey: ['settings'] })
        void client.invalidateQueries({ queryKey: ['me'] })
      },
      onChange(sessionId) {
        refreshList()
        refreshAttention()
        const queryKey = ['conversation', sessionId]
        if (client.getQueryCache().findAll({ queryKey, type: 'active' }).length === 0) {
          void client.invalidateQueries({ queryKey })
          return
        }
        refreshConversation()
        refreshStories()
      },
    })
  }, [client, refreshAttention, refreshConversation, refreshList, refreshStories, sessionId])

  return state
}
