import type { Translations } from '../language/use-words.ts'
import { ENGLISH } from './english.ts'
import { INDONESIAN } from './indonesian.ts'

export interface SetAsideWords {
  nothing: string
  nothingMeans: string
  parts: Record<'unknown' | 'unapplied' | 'unread', { title: string; means: string }>
  line: (line: string) => string
  maybeTwice: string
  notTwice: string
  overtaken: string
  attempts: (count: number) => string
  resends: (count: number) => string
  tryAgain: string
  triesAgain: string
  discard: string
  discards: { title: string; means: string; done: string }
  triedSince: (time: string) => string
  raw: string
  rawMessage: string
  rawEvent: string
  truncated: (size: string) => string
  noText: string
  done: Record<'arrived' | 'not-arrived' | 'send-again', string>
  /** By what an event is known in the log. */
  key: (key: string) => string
  /** Why an event could not be read. */
  reasons: Record<string, string>
  wrongField: (field: string) => string
  notNeeded: (reason: string) => string
}

export const SET_ASIDE_WORDS: Translations<SetAsideWords> = { en: ENGLISH, id: INDONESIAN }
