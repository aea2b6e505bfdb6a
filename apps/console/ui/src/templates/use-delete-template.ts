import { endSoon, undoEnd } from '../conversation/endings.ts'
import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { showToast } from '../parts/toasts.ts'
import { useChange } from '../use-change.ts'
import type { Template } from './contract.ts'
import { TEMPLATE_WORDS } from './words.ts'

/** Deletes a template in a moment, unless that is undone before. */
export function useDeleteTemplate(): (template: Template) => void {
  const words = useWordsOf(TEMPLATE_WORDS)
  const { mutate } = useChange({
    change: (id: string) => call<void>(`/templates/${id}`, { method: 'DELETE', keepalive: true }),
    refreshed: ['templates'],
  })
  return ({ id, name }) => {
    const hide = showToast(words.deletes(name), { undo: () => undoEnd(id) })
    endSoon(id, () => {
      hide()
      mutate(id)
    })
  }
}
