import type { InboundEvent } from '@bellhop/core'
import type { FailedEvent } from '@bellhop/queue'
import { findGuestKeys, storeEvents, type Store } from '@bellhop/store'

/** Keeps an event that could not be stored as it was, with the reason. */
export async function quarantine(store: Store, { id, event, reason }: FailedEvent): Promise<void> {
  const { line, eventId } = event
  const raw = Buffer.from(JSON.stringify(event)).toString('base64')
  await storeEvents(store, [{ key: id, event: { kind: 'unreadable', line, eventId, reason, raw } }], 0)
}

/** Whether it is a message that is there. Such a one has its own tries: what failed was to apply it. */
export async function isStored({ prisma }: Store, event: InboundEvent): Promise<boolean> {
  if (event.kind !== 'guest-message' && event.kind !== 'own-message') return false
  const [key] = await findGuestKeys(prisma, [event])
  return key !== null
}
