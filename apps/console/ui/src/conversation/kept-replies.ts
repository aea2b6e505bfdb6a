import { useSyncExternalStore } from 'react'

/** A reply that the console hasn't confirmed yet. Its key makes one that is sent twice one message. */
export interface Draft {
  key: string
  text: string
}

const listeners = new Set<() => void>()
const nameOf = (sessionId: string) => `bellhop-replies-${sessionId}`
const NONE: readonly Draft[] = []
const read = new Map<string, { written: string; drafts: readonly Draft[] }>()

/** The replies of a session that are not confirmed, in the order in which they were written. The tab keeps them, also through a login. */
export function useKeptReplies(sessionId: string): readonly Draft[] {
  return useSyncExternalStore(subscribe, () => readKept(sessionId))
}

export function keepReply(sessionId: string, reply: Draft): void {
  const others = readKept(sessionId).filter(({ key }) => key !== reply.key)
  write(sessionId, [...others, reply])
}

export function forgetReply(sessionId: string, key: string): void {
  write(
    sessionId,
    readKept(sessionId).filter((reply) => reply.key !== key),
  )
}

/** The same list as long as nothing has changed, or React would never come to rest. */
function readKept(sessionId: string): readonly Draft[] {
  const written = sessionStorage.getItem(nameOf(sessionId))
  if (written === null) return NONE
  const known = read.get(sessionId)
  if (known?.written === written) return known.drafts
  const drafts = JSON.parse(written) as Draft[]
  read.set(sessionId, { written, drafts })
  return drafts
}

function write(sessionId: string, replies: readonly Draft[]): void {
  if (replies.length === 0) sessionStorage.removeItem(nameOf(sessionId))
  else sessionStorage.setItem(nameOf(sessionId), JSON.stringify(replies))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
