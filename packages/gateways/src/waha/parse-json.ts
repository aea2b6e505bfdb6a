/** WAHA's own bodies have about ten levels, engines' raw data inside them included. */
const DEPTH_MAX = 128

const QUOTE = 0x22
const BACKSLASH = 0x5c
const [OPEN_ARRAY, OPEN_OBJECT] = [0x5b, 0x7b] as const
const [CLOSE_ARRAY, CLOSE_OBJECT] = [0x5d, 0x7d] as const

export type Parsed = { value: unknown } | { unreadable: 'malformed JSON' | 'too deep' }

/** Parses bytes that nobody vouches for. Refuses deep nesting before it is built: later readers recurse. */
export function parseJson(raw: Buffer): Parsed {
  if (isTooDeep(raw)) return { unreadable: 'too deep' }
  try {
    return { value: JSON.parse(raw.toString('utf8')) as unknown }
  } catch {
    return { unreadable: 'malformed JSON' }
  }
}

// Works on bytes: in UTF-8 none of these characters occurs inside another one.
function isTooDeep(raw: Buffer): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < raw.length; at++) {
    const byte = raw[at] ?? 0
    if (inString) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inString = false
    } else if (byte === QUOTE) inString = true
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      if (++depth > DEPTH_MAX) return true
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth--
  }
  return false
}
