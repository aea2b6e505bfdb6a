import type { Offer, SimulatedMedia, SimulatedPlace } from './bodies/wire-message.ts'
import type { Engine } from './options.ts'

/** A text that WAHA took for sending. */
export interface SentText {
  seq: number
  /** When it was taken, in ms by the machine's clock. */
  t: number
  line: string
  chatId: string
  text: string
  /** Its bare WhatsApp id. */
  id: string
  /** The request that it came with: a fault may make two texts of one. */
  request: string
  /** Whether the answer left whole. */
  answered: boolean
}

export interface WrittenOptions {
  /** Default: the first one. */
  line?: string
  /** When it was written, in ms. Default: now, by the guest's clock. */
  at?: number
  /** Its bare WhatsApp id: the same one again is the same message. */
  id?: string
  engine?: Engine
  /** Writes from the guest's hidden address: this one, or one made up. */
  lid?: string | true
  /** Whether the event tells the guest's other address, and WAHA knows it. Default true; WEBJS and WPP never tell it. */
  tellsOtherAddress?: boolean
  media?: SimulatedMedia
  location?: SimulatedPlace
  vCards?: string[]
  poll?: { name: string; options: string[] }
  /** Answers this message, by its bare id, of either side. */
  quotes?: string
  /** Did not write the text, but chose it from what was offered. */
  chosenFrom?: Offer
  /** Writes into this group (`...@g.us`), of which the hotel is a member. */
  group?: string
}

export interface Written {
  /** The bare WhatsApp id. */
  id: string
  /** In ms, of a whole second: WhatsApp has no finer time. */
  sentAt: number
  /** Resolves when the webhooks are delivered (true) or given up. */
  delivered: Promise<boolean>
}

export type Update = { edit: string } | { revoke: true } | { react: string }
