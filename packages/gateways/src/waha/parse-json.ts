/** WAHA's own bodies have about ten levels, engines' raw data inside them included. */
const DEPTH_MAX = 128

const QUOTE = 0x22
const BACKSLASH = 0x5c
const [OPEN_ARRAY, OPEN_OBJECT] = [0x5b, 0x7b] as const
const [CLOSE_ARRAY, CLOSE_OBJECT] = [0x5d, 0x7d] as const

export type Parsed = { value: unknown } | { unreadable: 'malformed JSON' | 'too deep' }

/** Parses bytes that nobody vouches for. Refuses deep nesting before it is built: later readers recurse. */
export function parseJson(raw: Buffer): Parsed {
  const text = raw.toString('utf8')
  if (hasManyBrackets(text) && isTooDeep(text)) return { unreadable: 'too deep' }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return { unreadable: 'malformed JSON' }
  }
}

/** More than may be open at once, wherever they stand. Most bodies have not, and need no look at what is text. */
function hasManyBrackets(text: string): boolean {
  let found = 0
  for (const bracket of '[{')
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1))
      if (++found > DEPTH_MAX) return true
  return false
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfString(text, at + 1)
    else if (character === OPEN_ARRAY || character === OPEN_OBJECT) {
      if (++depth > DEPTH_MAX) return true
    } else if (character === CLOSE_ARRAY || character === CLOSE_OBJECT) depth--
  }
  return false
}

/** Where its closing quote is: most of a body is text, which needs no look at each character. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from)
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === BACKSLASH) first--
  return (at - first) % 2 === 1
}
