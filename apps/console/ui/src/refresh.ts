import type { QueryClient } from '@tanstack/react-query'

import { atMostEvery } from './at-most-every.ts'

/**
 * Asks again for what is shown under a key, at once or soon: never more often than `pageMs` for each page that is loaded, and never while a
 * page is on its way, which would be thrown away.
 */
export function createRefresh(
  client: Pick<QueryClient, 'getQueriesData' | 'invalidateQueries' | 'isFetching'>,
  queryKey: string[],
  pageMs: number,
): () => void {
  const refresh = atMostEvery(
    () => pageMs * countPages(),
    () => {
      if (client.isFetching({ queryKey }) > 0) refresh()
      else void client.invalidateQueries({ queryKey })
    },
  )
  return refresh

  function countPages(): number {
    const shown = client.getQueriesData<{ pages?: unknown[] }>({ queryKey, type: 'active' })
    return shown.reduce((sum, [, data]) => sum + (data?.pages?.length ?? 0), 1)
  }
}
