import type { AckStatus } from '@bellhop/core'

const STATUS_BY_NUMBER = new Map<number, AckStatus>([
  [-1, 'failed'],
  [0, 'pending'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'played'],
])

const STATUS_BY_NAME = new Map<string, AckStatus>([
  ['ERROR', 'failed'],
  ['PENDING', 'pending'],
  ['SERVER', 'sent'],
  ['DEVICE', 'delivered'],
  ['READ', 'read'],
  ['PLAYED', 'played'],
])

/** The number decides; the name speaks where there is none. Null for an ack of a kind to come. */
export function readAckStatus(
  ack: number | null | undefined,
  ackName: string | null | undefined,
): AckStatus | null {
  return (ack == null ? STATUS_BY_NAME.get(ackName ?? '') : STATUS_BY_NUMBER.get(ack)) ?? null
}
