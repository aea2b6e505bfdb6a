import { cleanText, type ContentKind } from '@bellhop/core'

// `_data` is the engine's own message: no contract, so each hint may be missing, and none is needed to store a message.

/** Where an engine tells the other address of a chat. Of an inbound message the sender's, of an own one the recipient's. */
const OTHER_ADDRESS = {
  inbound: [
    ['key', 'remoteJidAlt'], // NOWEB
    ['key', 'senderPn'], // NOWEB, older Baileys
    ['Info', 'SenderAlt'], // GOWS
  ],
  own: [
    ['key', 'remoteJidAlt'],
    ['Info', 'RecipientAlt'],
  ],
}

/** The kind of content, by WhatsApp's own name for the part that carries it. */
const KIND_BY_PART = new Map<string, ContentKind | 'poll'>([
  ['imageMessage', 'image'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'voice'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
  ['locationMessage', 'location'],
  ['liveLocationMessage', 'location'],
  ['contactMessage', 'contact'],
  ['contactsArrayMessage', 'contact'],
  ['pollCreationMessage', 'poll'],
  ['pollCreationMessageV2', 'poll'],
  ['pollCreationMessageV3', 'poll'],
])

/** The same by the type that WEBJS and WPP give. */
const KIND_BY_TYPE = new Map<string, ContentKind | 'poll'>([
  ['image', 'image'],
  ['video', 'video'],
  ['ptv', 'video'],
  ['audio', 'voice'],
  ['ptt', 'voice'],
  ['document', 'document'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['vcard', 'contact'],
  ['multi_vcard', 'contact'],
  ['poll_creation', 'poll'],
])

/** Parts that only wrap another message: vanishing ones, view-once ones, documents with a caption. */
const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
]

/** What a guest chose instead of writing: the text on the button, or the row of the list. */
const CHOSEN_TEXT = [
  ['buttonsResponseMessage', 'selectedDisplayText'],
  ['templateButtonReplyMessage', 'selectedDisplayText'],
  ['listResponseMessage', 'title'],
  ['interactiveResponseMessage', 'body', 'text'],
]

/** The addresses under which the engine knows the same chat, as it writes them. */
export function otherAddresses(data: unknown, fromMe: boolean): string[] {
  return OTHER_ADDRESS[fromMe ? 'own' : 'inbound'].map((path) => at(data, path)).filter(isText)
}

export function kindHint(data: unknown): ContentKind | 'poll' | null {
  const type = at(data, ['type'])
  const byType = isText(type) ? KIND_BY_TYPE.get(type) : undefined
  if (byType !== undefined) return byType
  const parts = engineMessage(data)
  for (const [part, kind] of KIND_BY_PART) if (at(parts, [part]) !== undefined) return kind
  return null
}

export function chosenText(data: unknown): string | null {
  const parts = engineMessage(data)
  const chosen = CHOSEN_TEXT.map((path) => at(parts, path)).find(isText)
  return chosen === undefined ? null : cleanText(chosen)
}

/** The message of NOWEB (`message`) and GOWS (`Message`), unwrapped. */
function engineMessage(data: unknown): unknown {
  let message = at(data, ['message']) ?? at(data, ['Message'])
  for (let wrapper = wrapperOf(message); wrapper !== undefined; wrapper = wrapperOf(message)) {
    message = at(message, [wrapper, 'message'])
  }
  return message
}

function wrapperOf(message: unknown): string | undefined {
  return WRAPPERS.find((wrapper) => at(message, [wrapper]) !== undefined)
}

function at(value: unknown, path: string[]): unknown {
  let node = value
  for (const key of path) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return undefined
    node = (node as Record<string, unknown>)[key]
  }
  return node ?? undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
