import type { Translations } from '../language/use-words.ts'
import { ENGLISH } from './english.ts'
import { INDONESIAN } from './indonesian.ts'

export interface LineWords {
  noLine: string
  noReport: string
  silent: string
  paused: string
  /** What the states of WAHA mean, and what is to be done. */
  states: Record<string, string>
  unknownState: string
  untold: string
  silence: string
  /** Why Bellhop paused a line by itself, where WAHA's state does not tell it. */
  reasons: Record<string, string>
  pausedBy: Record<'operator' | 'bellhop', string>
  since: (time: string) => string
  goesOn: string
  timelock: (time: string) => string
  facts: Record<'waiting' | 'pace' | 'heard' | 'works' | 'caughtUp', string>
  nothing: string
  count: (count: number) => string
  oldest: (age: string) => string
  perMinute: (rate: number) => string
  perHour: (rate: number) => string
  unlimited: string
  slower: string
  never: string
  worksNot: string
  now: string
  ago: (age: string) => string
  pause: string
  resume: string
  pauseTitle: (line: string) => string
  pauseMeans: string
  why: string
  whyHint: string
  didPause: (line: string) => string
  didResume: (line: string) => string
  showWaiting: (line: string) => string
  waitingTitle: (line: string) => string
  noneWaits: string
  queues: string
  openQueues: string
  queueNames: Record<'inbound' | 'media' | 'agent', string>
  outbound: (line: string) => string
  counts: Record<'waiting' | 'active' | 'delayed' | 'failed', (count: number) => string>
  empty: string
  queuesAway: string
}

export const LINE_WORDS: Translations<LineWords> = { en: ENGLISH, id: INDONESIAN }
