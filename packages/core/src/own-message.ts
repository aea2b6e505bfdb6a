import type { Instant } from './session.ts'

/** Clocks that agree as well as clocks do: WhatsApp's time has whole seconds only. */
const CLOCK_TOLERANCE_MS = 5_000
/** How far WAHA's clock may go wrong before our own words look like staff's. */
const CLOCK_ERROR_MS = 5 * 60_000
/** How long after a send its echo may still be dated. */
const ECHO_LATEST_MS = 10 * 60_000
/** How far from a message of ours, in time, a second copy of it may be dated. */
const COPY_WITHIN_MS = 60_000

/** A message under the hotel's own number that Bellhop did not store when it was sent. */
export interface OwnMessage {
  text: string | null
  source: 'api' | 'app' | null
  sentAt: Instant
}

/** A message of ours that left, or may have left, not long before. */
export interface SentMessage {
  id: string
  text: string | null
  /** `sending` and `unknown`: nobody has settled it. `nameless`: sent, but WhatsApp's id of it is not known. */
  state: 'sending' | 'unknown' | 'nameless' | 'sent'
  /** When its last attempt began. */
  claimedAt: Instant
  /** Before this no attempt began. */
  since: Instant
}

export type Origin =
  | { type: 'echo'; of: string }
  | { type: 'copy'; of: string }
  | { type: 'program' }
  | { type: 'staff' }

/**
 * Who wrote it: `echo` of a message of ours, a second `copy` of one (WhatsApp now and then makes two of one send), `staff` on
 * the hotel's phone, or another program that sends through WAHA. WAHA forgets `source` at a restart, so the text decides
 * before it: what is ours and taken for staff would silence the bot.
 */
export function recogniseOwnMessage(message: OwnMessage, ours: readonly SentMessage[]): Origin {
  const alike = ours.filter(({ text }) => isSameText(text, message.text))
  const own = findEchoed(message, alike)
  if (own !== undefined) return { type: 'echo', of: own.id }
  const copied = alike.find(
    ({ since, claimedAt }) =>
      message.sentAt >= since - COPY_WITHIN_MS && message.sentAt <= claimedAt + COPY_WITHIN_MS,
  )
  if (copied !== undefined) return { type: 'copy', of: copied.id }
  return message.source === 'api' ? { type: 'program' } : { type: 'staff' }
}

/** Whether WhatsApp would show both as the same words. */
export function isSameText(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && plain(one) === plain(other)
}

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim()

/**
 * Of several that read alike, one that surely left at that time; else the one whose attempt began last before the message;
 * if none did, clocks differ, and it is the one that began first.
 */
function findEchoed({ sentAt }: OwnMessage, alike: readonly SentMessage[]): SentMessage | undefined {
  const waiting = alike
    .filter(({ state, claimedAt }) => {
      if (state === 'sent') return false
      return state === 'sending' || sentAt <= claimedAt + ECHO_LATEST_MS
    })
    .toSorted((a, b) => a.claimedAt - b.claimedAt)
  const sure = waiting.find(
    ({ state, claimedAt }) => state === 'nameless' && Math.abs(sentAt - claimedAt) <= CLOCK_TOLERANCE_MS,
  )
  return (
    sure ??
    waiting.findLast(({ claimedAt }) => claimedAt <= sentAt + CLOCK_TOLERANCE_MS) ??
    waiting.find(({ since }) => since <= sentAt + CLOCK_ERROR_MS)
  )
}
