import { useQueryClient } from '@tanstack/react-query'

import { endSoon, undoEnd } from '../endings.ts'
import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import type { CheckIn } from './contract.ts'
import { CHECK_IN_WORDS } from './words.ts'

const REFRESHED = ['check-ins', 'inbox', 'conversation', 'attention']

/** To check a guest out in a moment, unless it is undone before. */
export function useCheckOut({ id, name }: CheckIn): () => void {
  const client = useQueryClient()
  const words = useWordsOf(CHECK_IN_WORDS)
  const showFailure = useShowFailure()
  const refresh = () => Promise.all(REFRESHED.map((key) => client.invalidateQueries({ queryKey: [key] })))
  return () => {
    endSoon(id, () => {
      hide()
      return call<CheckIn>(`/check-ins/${id}/check-out`, { method: 'POST', keepalive: true }).then(
        refresh,
        showFailure,
      )
    })
    const hide = showToast(words.leaves(name), { undo: () => undoEnd(id) })
  }
}
