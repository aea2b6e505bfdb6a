import type { Me, WireMessage } from './bodies/wire-message.ts'
import type { SessionConfig } from './session-config.ts'

/** One WhatsApp number of the hotel, with all that WAHA remembers of it. */
export interface Line {
  readonly name: string
  me: Me
  /** In WAHA's words. */
  status: string
  /** Null: made to work as the simulator does. */
  config: SessionConfig | null
  /** Oldest first. */
  history(): WireMessage[]
  statuses: { status: string; timestamp: number }[]
  find(whatsappId: string): WireMessage | undefined
  get(whatsappId: string): WireMessage
  /** A message that is known already stays as it is. */
  remember(message: WireMessage): void
}

const HOTEL_DIGITS = 6_280_000_000_000
const HOTEL_LID = 99_900_000_000_001

export function createLines(names: readonly string[]): Map<string, Line> {
  return new Map(names.map((name, index) => [name, createLine(name, index)]))
}

export function createLine(name: string, index: number): Line {
  const messages = new Map<string, WireMessage>()
  return {
    name,
    me: { id: `${HOTEL_DIGITS + index}@c.us`, lid: `${HOTEL_LID + index}@lid`, pushName: 'Hotel' },
    status: 'WORKING',
    config: null,
    history: () => [...messages.values()].toSorted((a, b) => a.sentAt - b.sentAt),
    statuses: [],
    find: (whatsappId) => messages.get(whatsappId),
    get(whatsappId) {
      const message = messages.get(whatsappId)
      if (message === undefined) throw new Error('the WAHA simulator has no such message')
      return message
    },
    remember(message) {
      if (!messages.has(message.whatsappId)) messages.set(message.whatsappId, message)
    },
  }
}
