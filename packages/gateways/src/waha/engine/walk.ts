import { cleanText } from '@bellhop/core'

// `_data` is the engine's own message: no contract, so whatever is read of it may be missing or of another shape.

type Path = readonly string[]

/** Parts that only wrap another message: vanishing ones, view-once ones, documents with a caption. */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'deviceSentMessage',
  'groupMentionedMessage',
  'associatedChildMessage',
  'botInvokeMessage',
  'lottieStickerMessage',
  'editedMessage',
  'pollCreationMessageV4',
]

/** What lies under the path; undefined where there is nothing, or null. */
export function at(value: unknown, path: Path): unknown {
  let node = value
  for (const key of path) {
    if (!isRecord(node) || !Object.hasOwn(node, key)) return undefined
    node = node[key]
  }
  return node ?? undefined
}

/** The first of these places that holds a text, cleaned; null if none does. */
export function textAt(value: unknown, ...paths: Path[]): string | null {
  for (const path of paths) {
    const found = at(value, path)
    const text = typeof found === 'string' ? cleanText(found) : ''
    if (text !== '') return text
  }
  return null
}

/** The message of NOWEB (`message`) and GOWS (`Message`), unwrapped. */
export function engineMessage(data: unknown): unknown {
  let message = at(data, ['message']) ?? at(data, ['Message'])
  for (let inner = unwrap(message); inner !== undefined; inner = unwrap(message)) message = inner
  return message
}

/** What WEBJS and WPP call the kind of a message. */
export function engineType(data: unknown): string | null {
  return textAt(data, ['type'])
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function unwrap(message: unknown): unknown {
  if (!isRecord(message)) return undefined
  const wrapper = WRAPPERS.find((part) => isRecord(at(message, [part, 'message'])))
  return wrapper === undefined ? undefined : at(message, [wrapper, 'message'])
}
