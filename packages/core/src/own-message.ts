/** A message under the hotel's own number that Bellhop did not store when it was sent. */
export interface OwnMessage {
  text: string | null
  source: 'api' | 'app' | null
}

/** A message of Bellhop's whose sending has begun and is not settled. */
export interface InFlightMessage {
  id: string
  text: string | null
}

/**
 * Who wrote it: `echo` of a message of ours, `staff` on the hotel's phone, or another program that sends through WAHA.
 * WAHA forgets `source` at a restart, so the text decides before it: an echo taken for staff would silence the bot.
 */
export function recogniseOwnMessage(
  message: OwnMessage,
  inFlight: readonly InFlightMessage[],
): { type: 'echo'; of: string } | { type: 'staff' } | { type: 'program' } {
  const own = inFlight.find(({ text }) => text !== null && text === message.text)
  if (own !== undefined) return { type: 'echo', of: own.id }
  return message.source === 'api' ? { type: 'program' } : { type: 'staff' }
}
