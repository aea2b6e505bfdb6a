import type { Message } from '../contract.ts'

/** How far a message of the hotel has come, as far as it makes a difference to who wrote it. */
export type Delivery = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown' | 'cancelled'

const DELIVERIES: Record<string, Delivery> = {
  received: 'queued',
  pending: 'queued',
  sending: 'queued',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
  set_aside: 'failed',
  unknown: 'unknown',
  cancelled: 'cancelled',
}

/** Null for what a guest wrote. */
export function deliveryOf({ role, status }: Pick<Message, 'role' | 'status'>): Delivery | null {
  return role === 'User' ? null : (DELIVERIES[status] ?? 'queued')
}
