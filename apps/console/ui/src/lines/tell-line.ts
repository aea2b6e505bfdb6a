import type { Line } from './contract.ts'
import type { LineWords } from './words.ts'

/** What WAHA's word for a line means, and what is to be done. */
export function tellState({ status, silent }: Pick<Line, 'status' | 'silent'>, words: LineWords): string {
  if (silent) return words.silence
  if (status === null) return words.untold
  return look(words.states, status) ?? words.unknownState
}

/** Why a line is paused: a sentence; empty where its state has said it already. */
export function tellReason(reason: string | null, { states, reasons }: LineWords): string {
  if (reason === null || Object.hasOwn(states, reason)) return ''
  return look(reasons, reason) ?? `“${reason}”`
}

/** `20 per minute`, from the pause between two messages. */
export function tellPace(intervalMs: number, words: LineWords): string {
  if (intervalMs <= 0) return words.unlimited
  const perMinute = 60_000 / intervalMs
  return perMinute >= 1 ? words.perMinute(round(perMinute)) : words.perHour(round(perMinute * 60))
}

function round(rate: number): number {
  return Math.round(rate * 10) / 10
}

/** WAHA's words and those of operators may be anything. */
function look(words: Record<string, string>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined
}
