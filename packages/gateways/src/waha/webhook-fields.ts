import { cleanText } from '@bellhop/core'

import { isRecord } from './engine/walk.ts'

// Unknown fields are fine and dropped: `_data` and whatever a new WAHA adds never leave this gateway by accident. What a message can
// do without may have any shape: it counts as missing, and is null. What it can't (id, body, time) must be right, or the event is
// set aside: a wrong one is undefined. By hand, since schemas take ten times as long for what comes with every message.

/** Other than an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !Array.isArray(value)
}

/** Cleaned text; null for anything else. */
export function readWord(value: unknown): string | null {
  return typeof value === 'string' ? cleanText(value) : null
}

export function readFlag(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null
}

/** Cleaned text, or none. */
export function readText(value: unknown): string | null | undefined {
  return value == null ? null : (readWord(value) ?? undefined)
}

export function readTexts(value: unknown): string[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(cleanText) : null
}

/** A number, or its text. */
export function readNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && /^-?\d{1,16}(\.\d+)?$/.test(value) ? Number(value) : undefined
}

/** A number, its text, or a long number of NOWEB; null where the engine doesn't know. */
export function readSeconds(value: unknown): number | null | undefined {
  if (value == null) return null
  return isObject(value) ? readLong(value) : readNumber(value)
}

/** As JSON has it. Its lower half holds the seconds until 2038. */
function readLong({ low, high }: Record<string, unknown>): number | undefined {
  const seconds = typeof low === 'number' ? readNumber(low) : undefined
  return high === 0 && seconds !== undefined && seconds > 0 ? seconds : undefined
}

/** A full message id. WPP has some in pieces, with the whole as `_serialized`. */
export function readFullId(value: unknown): string | undefined {
  const id = isObject(value) ? value['_serialized'] : value
  return typeof id === 'string' ? id : undefined
}
