import { useSyncExternalStore } from 'react'

const SHOWN_MS = 5_000
/** Of what somebody has to read, or may want to follow. */
const SHOWN_LONG_MS = 10_000

/** A sentence that stands for a while, perhaps with a way back or on. */
export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'bad'
  undo: (() => void) | undefined
  link: { to: string; label: string } | undefined
}

let toasts: readonly Toast[] = []
/** When each goes by itself; one that is looked at has none. */
const timers = new Map<number, ReturnType<typeof setTimeout>>()
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
  const hide = () => hideToast(id)
  change([...toasts, { id, text, tone, undo: undo && (() => (hide(), undo())), link }])
  releaseToast(id)
  return hide
}

/** Takes back what was done last, as long as that is offered. */
export function undoNewest(): void {
  toasts.findLast(({ undo }) => undo !== undefined)?.undo?.()
}

/** It stays until it is released: somebody points at it, or is about to press what it offers. */
export function holdToast(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

/** It goes after its time. */
export function releaseToast(id: number): void {
  holdToast(id)
  const toast = toasts.find((one) => one.id === id)
  if (toast === undefined) return
  const shownMs = toast.tone === 'bad' || toast.link !== undefined ? SHOWN_LONG_MS : SHOWN_MS
  timers.set(
    id,
    setTimeout(() => hideToast(id), shownMs),
  )
}

function hideToast(id: number): void {
  holdToast(id)
  change(toasts.filter((toast) => toast.id !== id))
}

function change(next: readonly Toast[]): void {
  toasts = next
  for (const listener of listeners) listener()
}
