import type { SentText } from '@bellhop/gateways/waha/simulator'

/** A row of `messages`, as far as it is compared. */
export interface LedgerRow {
  seq: bigint
  line: string
  phone: string | null
  sessionId: string | null
  role: string
  kind: string
  text: string | null
  whatsappId: string | null
  fromMe: boolean
  status: string
}

export interface Ledger {
  rows: readonly LedgerRow[]
  /** What WAHA took for sending, by the stored phone of whom it was for. */
  accepted: readonly (SentText & { phone: string })[]
  sessionIds: readonly string[]
  openSessions: readonly { guestId: string; line: string }[]
  /** WhatsApp ids of what guests, and staff on the hotel's phone, have written. */
  writtenByGuests: readonly string[]
  writtenByStaff: readonly string[]
  /** Ids were chosen before the send: each text names its row. Else texts that read alike can't be told from each other. */
  hasOwnIds: boolean
  sessionsExpected: number
  /** Null where their number depends on what was unsent. */
  autoRepliesExpected: number | null
}

export interface Finding {
  invariant: string
  promise: string
  /** What was looked at, and how much of it. */
  looked: string
  violations: string[]
}

/** The kinds of what Bellhop writes itself. */
export const OURS = new Set(['welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply'])

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
