/** How far a guest's own message has come: to WAHA, to the webhook's receiver, under the hotel's eyes. */
export type Progress = 'sending' | 'delivered' | 'seen' | 'failed'

/** What a guest's phone shows. */
export type Entry =
  | {
      kind: 'message'
      id: string
      from: 'guest' | 'hotel'
      text: string
      at: number
      progress: Progress | null
    }
  | { kind: 'time-jump'; byMs: number; at: number }

export type PhoneEvent =
  | { type: 'entry'; entry: Entry }
  | { type: 'progress'; id: string; progress: Progress }
  | { type: 'typing'; isTyping: boolean }

/** A guest's phone: one conversation with the hotel, a clock of its own, and those who watch the screen. */
export interface Phone {
  /** International digits: `6281234567890`. */
  readonly digits: string
  readonly name: string
  readonly chatId: string
  /** The guest's hidden address, and whether WAHA can tell the phone behind it. */
  lid: string | null
  isLidKnown: boolean
  readonly entries: readonly Entry[]
  readonly isTyping: boolean
  now(): number
  advanceClock(ms: number): void
  show(entry: Entry): void
  setProgress(id: string, progress: Progress): void
  /** The hotel has opened the chat: what was delivered is seen. */
  markSeen(): void
  setTyping(isTyping: boolean): void
  /** Returns what ends it. */
  watch(listener: (event: PhoneEvent) => void): () => void
}

export function createPhone(digits: string, name: string): Phone {
  const entries: Entry[] = []
  const watchers = new Set<(event: PhoneEvent) => void>()
  let aheadMs = 0
  let isTyping = false

  const tell = (event: PhoneEvent) => {
    for (const watcher of watchers) watcher(event)
  }
  const now = () => Date.now() + aheadMs
  const show = (entry: Entry) => {
    // A message with an id that is there already is the same message.
    if (
      entry.kind === 'message' &&
      entries.some((shown) => shown.kind === 'message' && shown.id === entry.id)
    )
      return
    entries.push(entry)
    tell({ type: 'entry', entry })
  }
  const setProgress = (id: string, progress: Progress) => {
    const entry = entries.find((shown) => shown.kind === 'message' && shown.id === id)
    if (entry?.kind !== 'message' || entry.progress === 'seen') return
    entry.progress = progress
    tell({ type: 'progress', id, progress })
  }

  return {
    digits,
    name,
    chatId: `${digits}@c.us`,
    lid: null,
    isLidKnown: true,
    entries,
    get isTyping() {
      return isTyping
    },
    now,
    advanceClock(ms) {
      aheadMs += ms
      show({ kind: 'time-jump', byMs: ms, at: now() })
    },
    show,
    setProgress,
    markSeen() {
      for (const entry of entries) {
        if (entry.kind === 'message' && entry.from === 'guest') setProgress(entry.id, 'seen')
      }
    },
    setTyping(value) {
      if (isTyping === value) return
      isTyping = value
      tell({ type: 'typing', isTyping })
    },
    watch(listener) {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
  }
}
