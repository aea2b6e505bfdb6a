import { useQuery } from '@tanstack/react-query'

import { call } from '../http.ts'
import { useChange } from '../use-change.ts'
import type { Line } from './contract.ts'

const POLL_MS = 5_000

export function useLines() {
  return useQuery({
    queryKey: ['lines'],
    queryFn: ({ signal }) => call<{ items: Line[] }>('/lines', { signal }),
    refetchInterval: POLL_MS,
    select: ({ items }) => items,
  })
}

/** Gives the line as it is afterwards. An empty reason is none. */
export function usePause(done: (line: Line) => string) {
  return useChange({
    change: ({ line, reason }: { line: string; reason: string }) =>
      call<Line>(`/lines/${encodeURIComponent(line)}/pause`, { method: 'POST', body: { reason } }),
    refreshed: ['lines', 'queues'],
    done,
    isToldInPlace: true,
  })
}

export function useResume(done: (line: Line) => string) {
  return useChange({
    change: (line: string) => call<Line>(`/lines/${encodeURIComponent(line)}/resume`, { method: 'POST' }),
    refreshed: ['lines', 'queues'],
    done,
  })
}
