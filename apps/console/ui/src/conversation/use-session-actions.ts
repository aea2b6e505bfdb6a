import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Session } from '../contract.ts'
import { call } from '../http.ts'
import { useWords } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import { endSoon, undoEnd } from './endings.ts'

/** To take a session over, to give it back, and to end it, each with a way back. */
export function useSessionActions({ id, name }: Session) {
  const client = useQueryClient()
  const words = useWords()
  const showFailure = useShowFailure()

  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['conversation', id] }),
      client.invalidateQueries({ queryKey: ['inbox'] }),
    ])
  const change = useMutation({
    mutationFn: (mode: Session['mode']) =>
      call<Session>(`/sessions/${id}`, { method: 'PATCH', body: { mode } }),
    onSettled: refresh,
    onError: showFailure,
  })

  const setMode = (mode: Session['mode']) =>
    change.mutate(mode, {
      onSuccess: () =>
        showToast(mode === 'manual' ? words.tookOver(name) : words.gaveBack(name), {
          undo: () => change.mutate(mode === 'manual' ? 'agent' : 'manual'),
        }),
    })

  const end = () => {
    endSoon(id, () => {
      hide()
      call(`/sessions/${id}/terminate`, { method: 'POST', keepalive: true }).then(refresh, showFailure)
    })
    const hide = showToast(words.ends(name), { undo: () => undoEnd(id) })
  }

  return { setMode, end, isChanging: change.isPending }
}
