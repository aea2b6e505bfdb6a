import type { View } from '../contract.ts'
import { readPath } from '../navigation.ts'

const BASE = '/inbox'
const VIEWS: ReadonlySet<string> = new Set<View>(['waiting', 'mine', 'manual', 'agent', 'open', 'ended'])

/** Where in the inbox an operator is: a view of the list, and the conversation that is open, if any. */
export interface Place {
  view: View
  sessionId: string | null
}

export function toPath({ view, sessionId }: Place): string {
  const path = sessionId === null ? BASE : `${BASE}/${sessionId}`
  return view === 'waiting' ? path : `${path}?view=${view}`
}

export function readPlace(path: string): Place {
  const { pathname, searchParams } = readPath(path)
  const view = searchParams.get('view') ?? ''
  const [sessionId = ''] = pathname.slice(BASE.length + 1).split('/')
  return {
    view: VIEWS.has(view) ? (view as View) : 'waiting',
    sessionId: sessionId === '' ? null : sessionId,
  }
}
