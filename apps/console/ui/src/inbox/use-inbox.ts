import { keepPreviousData, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'

import type { InboxPage, InboxRow, View } from '../contract.ts'
import { call } from '../http.ts'
import { usePolling } from '../use-live.ts'

const PAGE_ROWS = 100

/** The rows of a view that match, as far as they are loaded, in the order of the console. */
export function useInbox(view: View, search: string) {
  const query = useInfiniteQuery({
    queryKey: ['inbox', view, search],
    queryFn: ({ pageParam, signal }) => call<InboxPage>(pathOf(view, search, pageParam), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor,
    placeholderData: keepPreviousData,
    refetchInterval: usePolling(),
    select: toList,
  })
  return { ...query, rows: query.data?.rows ?? [], counts: query.data?.counts }
}

/** Says that a session was read, and shows it so at once, and once more in case the list came in meanwhile. */
export function useMarkRead(): (sessionId: string) => void {
  const client = useQueryClient()
  return (sessionId) => {
    const show = () =>
      void client.setQueriesData<InfiniteData<InboxPage>>(
        { queryKey: ['inbox'] },
        (list) => list && { ...list, pages: list.pages.map((page) => asRead(page, sessionId)) },
      )
    show()
    // Who reads on is told nothing: the next time it is marked again.
    call(`/sessions/${sessionId}/read`, { method: 'POST' }).then(show, () => {})
  }
}

function asRead(page: InboxPage, sessionId: string): InboxPage {
  const items = page.items.map((row) => (row.id === sessionId ? { ...row, unread: 0 } : row))
  return { ...page, items }
}

function toList({ pages }: InfiniteData<InboxPage>) {
  return { rows: withoutRepeats(pages), counts: pages[0]?.counts }
}

/** A session that moved up between two pages comes in both. */
function withoutRepeats(pages: InboxPage[]): InboxRow[] {
  const rows = new Map<string, InboxRow>()
  for (const { items } of pages) for (const row of items) if (!rows.has(row.id)) rows.set(row.id, row)
  return [...rows.values()]
}

function pathOf(view: View, search: string, cursor: string | null): string {
  const query = new URLSearchParams({ view, limit: String(PAGE_ROWS) })
  if (search !== '') query.set('search', search)
  if (cursor !== null) query.set('cursor', cursor)
  return `/inbox?${query}`
}
