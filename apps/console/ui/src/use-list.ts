import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'

import { call } from './http.ts'

const POLL_MS = 10_000

interface ListPage<Item> {
  items: Item[]
  next_cursor: string | null
}

/**
 * A list of the API, page after page, kept as it is in the hotel while it is shown. `path` may have a query; `key` is what changes
 * name to have it asked for again.
 */
export function useList<Item>(key: string, path: string, pollMs = POLL_MS) {
  const query = useInfiniteQuery({
    queryKey: [key, path],
    queryFn: ({ pageParam, signal }) => call<ListPage<Item>>(withCursor(path, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    // Another search shows what was found before until it has found its own.
    placeholderData: keepPreviousData,
    // Who reads far back waits for nothing new.
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 1) > 1 ? false : pollMs),
  })
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) }
}

function withCursor(path: string, cursor: string | null): string {
  if (cursor === null) return path
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`
}
