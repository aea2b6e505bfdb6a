import { useSyncExternalStore } from 'react'

const SHOWN_MS = 5_000

/** A sentence that stands for a while, perhaps with a way back or on. */
export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'bad'
  undo: (() => void) | undefined
  link: { to: string; label: string } | undefined
}

let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
}

/** Gives the way to take it away before its time. */
export function showToast(text: string, { tone = 'plain', undo, link }: Partial<Toast> = {}): () => void {
  const id = ++lastId
  const hide = () => change(toasts.filter((toast) => toast.id !== id))
  change([...toasts, { id, text, tone, undo: undo && (() => (hide(), undo())), link }])
  setTimeout(hide, SHOWN_MS)
  return hide
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
