import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Session } from '../contract.ts'
import { call } from '../http.ts'
import { useWords } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import { useMe } from '../use-may.ts'
import { endSoon, undoEnd } from './endings.ts'

/** To take a session over, to give it back, and to end it, each with a way back. */
export function useSessionActions({ id, name, mode, operator }: Session) {
  const client = useQueryClient()
  const words = useWords()
  const me = useMe()
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

  // Nobody gives a session to somebody else: that one's has no way back.
  const isOthers = mode === 'manual' && operator !== null && operator.id !== me?.id
  const setMode = (next: Session['mode']) =>
    change.mutate(next, {
      onSuccess: () =>
        showToast(
          next === 'manual' ? words.tookOver(name) : words.gaveBack(name),
          isOthers ? {} : { undo: () => change.mutate(next === 'manual' ? 'agent' : 'manual') },
        ),
    })

  const end = () => {
    endSoon(id, () => {
      hide()
      call(`/sessions/${id}/terminate`, { method: 'POST', keepalive: true }).then(refresh, showFailure)
    })
    const hide = showToast(words.ends(name), { undo: () => undoEnd(id) })
  }

  return { setMode, end, isOthers, isChanging: change.isPending }
}
