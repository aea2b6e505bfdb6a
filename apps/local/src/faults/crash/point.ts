import type { AppName } from '../rig/open-rig.ts'

/** How an effect is broken: the process dies before it, or once its answer is there, or lives on without the answer. */
export const MODES = ['before', 'after', 'lost'] as const

export type Mode = (typeof MODES)[number]

/** One effect of a process: the how many-th of its name, counted from the moment at which the process is told to count. */
export interface Point {
  app: AppName
  effect: string
  occurrence: number
}

/** What a process is told, and what it says, over its channel. */
export type ToChild =
  | { type: 'record' }
  | { type: 'arm'; effect: string; occurrence: number; mode: Mode }
  | { type: 'rest' }

export type FromChild = { type: 'listening' } | { type: 'met'; effect: string } | { type: 'lost' }

export function showPoint({ app, effect, occurrence }: Point): string {
  return `${app}: ${effect} (${occurrence})`
}
