import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
/** What had the focus when the operator left for this path. */
let leftFrom: Element | null = null

/** Goes to a page of the console, without loading it anew. */
export function navigate(path: string): void {
  if (path === here()) return
  if (readPath(path).pathname !== location.pathname) leftFrom = document.activeElement
  history.pushState(null, '', path)
  for (const listener of listeners) listener()
}

/** Where the operator is: the path and the query. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, here)
}

/** Whether the operator waits for what he went to, and is at nothing else by now. */
export function isArriving(): boolean {
  const { activeElement, body } = document
  return activeElement === body || activeElement === leftFrom
}

/** For an address that is none of the network's. */
export function readPath(path: string): URL {
  return new URL(path, 'http://console.invalid')
}

function here(): string {
  return location.pathname + location.search
}

function subscribe(listener: () => void): () => void {
  const onHistory = () => {
    leftFrom = document.activeElement
    listener()
  }
  listeners.add(listener)
  addEventListener('popstate', onHistory)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', onHistory)
  }
}
