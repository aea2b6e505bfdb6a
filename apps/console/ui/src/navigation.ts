import { useSyncExternalStore } from 'react'

import type { View } from './contract.ts'

const BASE = '/inbox'
const VIEWS: ReadonlySet<string> = new Set<View>(['waiting', 'mine', 'manual', 'agent', 'open', 'ended'])

/** Where an operator is: a view of the list, and the conversation that is open, if any. */
export interface Place {
  view: View
  sessionId: string | null
}

const listeners = new Set<() => void>()

export function navigate(place: Place): void {
  const path = toPath(place)
  if (path === location.pathname + location.search) return
  history.pushState(null, '', path)
  for (const listener of listeners) listener()
}

export function usePlace(): Place {
  return readPlace(useSyncExternalStore(subscribe, () => location.pathname + location.search))
}

export function toPath({ view, sessionId }: Place): string {
  const path = sessionId === null ? BASE : `${BASE}/${sessionId}`
  return view === 'waiting' ? path : `${path}?view=${view}`
}

export function readPlace(path: string): Place {
  const { pathname, searchParams } = new URL(path, 'http://console.invalid')
  const view = searchParams.get('view') ?? ''
  const [sessionId = ''] = pathname.slice(BASE.length + 1).split('/')
  return {
    view: VIEWS.has(view) ? (view as View) : 'waiting',
    sessionId: sessionId === '' ? null : sessionId,
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
  }
}
