import type { RefObject } from 'react'
import { flushSync } from 'react-dom'

import { insertAt } from './insert-at.ts'

/** Writes into a field where its caret stands, or instead of all that is in it, and lets one go on behind it. */
export function useInsert(field: RefObject<HTMLTextAreaElement | null>, write: (text: string) => void) {
  return (inserted: string, isInsteadOfAll = false) => {
    const area = field.current
    if (area === null) return
    const place = isInsteadOfAll ? { selectionStart: 0, selectionEnd: area.value.length } : area
    const next = insertAt(area.value, place, inserted)
    flushSync(() => write(next.text))
    area.focus()
    area.setSelectionRange(next.caret, next.caret)
  }
}
