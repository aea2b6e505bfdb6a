import {
  infiniteQueryOptions,
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query'

import type { Conversation, Message } from '../contract.ts'
import { call } from '../http.ts'
import { usePolling } from '../use-live.ts'

const PAGE_MESSAGES = 50

type Pages = InfiniteData<Conversation, string | null>

function conversationOptions(sessionId: string) {
  return infiniteQueryOptions({
    queryKey: ['conversation', sessionId],
    queryFn: ({ pageParam, signal }) => call<Conversation>(pathOf(sessionId, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
  })
}

/** A session, and its messages as far as they are loaded, the oldest first. */
export function useConversation(sessionId: string) {
  const query = useInfiniteQuery({
    ...conversationOptions(sessionId),
    refetchInterval: usePolling(),
    select: toShown,
  })
  return { ...query, session: query.data?.session, messages: query.data?.messages ?? [] }
}

/** Loads a conversation that will probably be opened. */
export function usePrefetch(): (sessionId: string) => void {
  const client = useQueryClient()
  return (sessionId) =>
    void client.prefetchInfiniteQuery({ ...conversationOptions(sessionId), staleTime: 30_000 })
}

/** What a message has become, in a conversation that is loaded; a new one comes last. */
export function withMessage(loaded: Pages | undefined, message: Message): Pages | undefined {
  const newest = loaded?.pages[0]
  if (loaded === undefined || newest === undefined) return loaded
  const isKnown = loaded.pages.some(({ messages }) => messages.some(({ id }) => id === message.id))
  const pages = isKnown
    ? loaded.pages.map((page) => ({
        ...page,
        messages: page.messages.map((own) => (own.id === message.id ? message : own)),
      }))
    : [{ ...newest, messages: [...newest.messages, message] }, ...loaded.pages.slice(1)]
  return { ...loaded, pages }
}

function toShown({ pages }: Pages) {
  return { session: pages[0], messages: pages.toReversed().flatMap(({ messages }) => messages) }
}

function pathOf(sessionId: string, cursor: string | null): string {
  const query = new URLSearchParams({ limit: String(PAGE_MESSAGES) })
  if (cursor !== null) query.set('cursor', cursor)
  return `/sessions/${sessionId}?${query}`
}
