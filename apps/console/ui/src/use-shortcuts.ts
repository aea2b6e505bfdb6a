import { useEffect, useEffectEvent } from 'react'

import { undoNewest } from './parts/toasts.ts'

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }
const FOCUS: Record<string, string> = { '/': 'search', r: 'reply' }

/** Keys for the whole page. Whoever writes is left alone, but for Escape, which leaves the field first. */
export function useShortcuts(handlers: { onMove: (steps: number) => void; onBack: () => void }): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const { key, target } = event
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    // A dialog has keys of its own.
    if (target instanceof Element && target.closest('dialog') !== null) return
    if (target instanceof HTMLElement && target.matches('input, textarea, select, audio, video, summary')) {
      if (key === 'Escape') target.blur()
      return
    }
    // The messages scroll by the arrows, once they have the focus.
    if (key.startsWith('Arrow') && target instanceof Element && target.matches('[role=log]')) return
    const steps = STEPS[key]
    const field = FOCUS[key]
    if (steps !== undefined) handlers.onMove(steps)
    else if (key === 'Escape') handlers.onBack()
    else if (key === 'z') undoNewest()
    else if (field === undefined) return
    else document.getElementById(field)?.focus()
    event.preventDefault()
  })

  useEffect(() => {
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
