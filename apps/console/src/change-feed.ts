import { readMessageVersions, readSessionVersions, type Store, type Versions } from '@bellhop/store'
import { every, type Logger } from '@bellhop/runtime'

const LOOK_MS = 500

/** Somebody who wants to hear of changes. */
export interface Listener {
  /** The session that they look at: of it they hear of each message too. */
  sessionId: string | null
  /** From now on nothing is missed. */
  onReady(): void
  onChange(sessionIds: readonly string[]): void
}

/** Tells what has changed, to the second. While nobody listens it asks nothing. */
export interface ChangeFeed {
  /** Gives what ends it. */
  listen(listener: Listener): () => void
  stop(): Promise<void>
}

/**
 * Compares what Postgres has with what it had. So every change is heard of, whoever made it, and those who make them, and must be
 * fast, need not tell.
 */
export function createChangeFeed(store: Store, log: Logger, lookMs = LOOK_MS): ChangeFeed {
  /** Those that wait for their first look, and those that had it. */
  const [coming, listeners] = [new Set<Listener>(), new Set<Listener>()]
  let known: Found | null = null

  async function look(): Promise<void> {
    const heard = [...listeners]
    const begins = [...coming]
    if (heard.length + begins.length === 0) {
      known = null
      return
    }
    const watched = [...heard, ...begins].flatMap(({ sessionId }) => sessionId ?? [])
    const found = {
      sessions: await readSessionVersions(store.prisma),
      messages: await readMessageVersions(store.prisma, [...new Set(watched)]),
    }
    if (known !== null) tell(heard, known, found)
    known = found
    for (const listener of begins) {
      // It may have left in the meantime.
      if (!coming.delete(listener)) continue
      listeners.add(listener)
      listener.onReady()
    }
  }

  function tell(heard: readonly Listener[], before: Found, found: Found): void {
    const sessions = findChanged(before.sessions, found.sessions)
    const messages = findChanged(before.messages, found.messages)
    for (const { sessionId, onChange } of heard) {
      const own = sessionId !== null && messages.has(sessionId) ? [sessionId] : []
      const changed = [...new Set([...sessions, ...own])]
      if (changed.length > 0) onChange(changed)
    }
  }

  const looking = every(lookMs, look, (err) => log.debug({ err }, 'could not look for what has changed'))
  return {
    listen(listener) {
      coming.add(listener)
      return () => {
        coming.delete(listener)
        listeners.delete(listener)
      }
    },
    stop: () => looking.stop(),
  }
}

interface Found {
  sessions: Versions
  messages: Versions
}

/** What is new, gone, or another. What nobody had looked at before is none of these. */
export function findChanged(before: Versions, after: Versions): Set<string> {
  const changed = new Set<string>()
  for (const [id, version] of after) if (before.get(id) !== version) changed.add(id)
  for (const id of before.keys()) if (!after.has(id)) changed.add(id)
  return changed
}
