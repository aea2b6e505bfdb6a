import { chatKind } from './chat-id.ts'
import type { InboundMessage, MessageUpdate } from './inbound-event.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PAUSES_MS = [5_000, 15_000, MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS]
const LAST_PAUSE_MS = 6 * HOUR_MS
/** Two weeks of the last pause. */
const ATTEMPTS_MAX = PAUSES_MS.length + 14 * 4

/** WhatsApp often tells a hidden user's number with the next message: then nobody waits for longer than this. */
export const HIDDEN_SOON_MS = 2_000

/** A shorter pause than this is not cut short by a new message: who writes a lot is not asked for a lot. */
export const HIDDEN_LONG_PAUSE_MS = 60_000

/** How soon WAHA is asked for a hidden user's number again when the question itself has failed, which is no answer. */
export const HIDDEN_FAILED_PAUSE_MS = 15_000

/**
 * The pause after WAHA has not known a hidden user's number for the n-th time, from 1. Null when it is not asked any more:
 * what is not known after two weeks will come with a new message or not at all.
 */
export function hiddenPauseMs(attempt: number): number | null {
  if (attempt >= ATTEMPTS_MAX) return null
  return PAUSES_MS[attempt - 1] ?? LAST_PAUSE_MS
}

/** The hidden address (`@lid`) under which WhatsApp knows the person behind an event, where the event tells it. */
export function hiddenAddress({
  chatId,
  otherChatId,
}: Pick<InboundMessage | MessageUpdate, 'chatId' | 'otherChatId'>): string | null {
  const addresses = [chatId, otherChatId ?? '']
  return addresses.find((address) => chatKind(address) === 'hidden-user') ?? null
}
