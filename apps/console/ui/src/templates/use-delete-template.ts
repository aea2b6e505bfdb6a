import { useQueryClient } from '@tanstack/react-query'

import { endSoon, undoEnd } from '../endings.ts'
import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useShowFailure } from '../parts/use-show-failure.ts'
import type { Template } from './contract.ts'
import { TEMPLATE_WORDS } from './words.ts'

/** Deletes a template in a moment, unless that is undone before. */
export function useDeleteTemplate(): (template: Template) => void {
  const client = useQueryClient()
  const words = useWordsOf(TEMPLATE_WORDS)
  const showFailure = useShowFailure()
  const refresh = () => client.invalidateQueries({ queryKey: ['templates'] })
  return ({ id, name }) => {
    endSoon(id, () => {
      hide()
      return call<void>(`/templates/${id}`, { method: 'DELETE', keepalive: true }).then(refresh, showFailure)
    })
    const hide = showToast(words.deletes(name), { undo: () => undoEnd(id) })
  }
}
