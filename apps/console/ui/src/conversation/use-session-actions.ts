import { useMutation, useQueryClient } from '@tanstack/react-query'

import type { Session } from '../contract.ts'
import { call } from '../http.ts'
import { endSoon, undoEnd } from '../endings.ts'
import { useWords } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import { useMe } from '../use-may.ts'
import { TITLE_ID } from './title-id.ts'

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
      onSuccess({ operator }) {
        const text = next === 'manual' ? words.tookOver(name) : words.gaveBack(name)
        showToast(text, isOthers ? {} : { undo: () => void undo(next, operator?.id) })
        // The button is gone on which the focus was.
        requestAnimationFrame(() => document.getElementById(next === 'manual' ? 'reply' : TITLE_ID)?.focus())
      },
    })

  /** Unless the session has gone another way since. */
  async function undo(done: Session['mode'], by: string | undefined): Promise<void> {
    const now = await call<Session>(`/sessions/${id}?limit=1`).catch(showFailure)
    if (now === undefined) return
    if (now.mode === done && now.operator?.id === by) change.mutate(done === 'manual' ? 'agent' : 'manual')
    else showToast(words.tooLateToUndo, { tone: 'bad' })
  }

  const end = () => {
    endSoon(id, () => {
      hide()
      return call(`/sessions/${id}/terminate`, { method: 'POST', keepalive: true }).then(refresh, showFailure)
    })
    const hide = showToast(words.ends(name), { undo: () => undoEnd(id) })
  }

  return { setMode, end, isOthers, isChanging: change.isPending }
}
