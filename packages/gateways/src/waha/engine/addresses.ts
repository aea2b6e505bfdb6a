import { at, engineMessage, textAt } from './walk.ts'

/** Where an engine tells the other address of a chat. Of an inbound message the sender's, of an own one the recipient's. */
const OTHER_ADDRESS = {
  inbound: [
    ['key', 'remoteJidAlt'], // NOWEB
    ['key', 'senderPn'], // NOWEB, older Baileys
    ['Info', 'SenderAlt'], // GOWS
  ],
  own: [
    ['key', 'remoteJidAlt'],
    ['Info', 'RecipientAlt'], // GOWS
    ['SenderAlt'], // GOWS, of receipts: whoever got it
  ],
}

/** Where an engine tells who wrote a message. */
const AUTHOR = [
  ['key', 'participant'],
  ['Info', 'Sender'],
]

/** The addresses under which the engine knows the same chat, as it writes them. */
export function otherAddresses(data: unknown, fromMe: boolean): string[] {
  return textsAt(data, OTHER_ADDRESS[fromMe ? 'own' : 'inbound'])
}

export function authorAddresses(data: unknown): string[] {
  return textsAt(data, AUTHOR)
}

/** The full or bare id of the message that an edit or a revoke is about, where WAHA itself does not say it. */
export function targetId(data: unknown): string | null {
  return textAt(at(engineMessage(data), ['protocolMessage', 'key']), ['id'], ['ID'])
}

function textsAt(data: unknown, paths: string[][]): string[] {
  return paths.map((path) => textAt(data, path)).filter((text) => text !== null)
}
