import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'

import { call } from '../../http.ts'
import { useSettled } from '../../use-settled.ts'
import type { ImportAnswer } from '../contract.ts'

const TYPING_PAUSE_MS = 300
const REFRESHED = ['check-ins', 'unmatched', 'attention']

/** Looks at a list as it stands, and checks its guests in. */
export function useImport(csv: string) {
  const client = useQueryClient()
  const settled = useSettled(csv, TYPING_PAUSE_MS)
  const preview = useQuery({
    queryKey: ['import', settled],
    queryFn: ({ signal }) => send(settled, true, signal),
    enabled: settled.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const checkIn = useMutation({
    mutationFn: () => send(settled, false),
    onSettled: () => Promise.all(REFRESHED.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  return { preview, checkIn, isSettled: settled === csv }
}

function send(csv: string, preview: boolean, signal?: AbortSignal): Promise<ImportAnswer> {
  return call('/check-ins/import', { method: 'POST', body: { csv, preview }, ...(signal && { signal }) })
}
