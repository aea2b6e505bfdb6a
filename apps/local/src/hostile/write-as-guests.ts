import { setTimeout as sleep } from 'node:timers/promises'
import type { WahaSimulator } from '@bellhop/gateways/waha/simulator'

const PAUSE_MAX_MS = 60
const LID_SHARE = 0.25
const UPDATE_SHARE = 0.1

export interface HostileGuest {
  /** International digits. */
  digits: string
  line: string
}

export interface WritingPlan {
  /** Messages of each guest. */
  count: number
  /** How long ago they were written, as they say. */
  agoMs: number
  random: () => number
}

/**
 * Each guest writes so many messages, some from the hidden address, some changed or reacted to at once; all guests at the
 * same time. Ends when WAHA has them, whatever becomes of its webhooks.
 */
export async function writeAsGuests(
  waha: WahaSimulator,
  guests: readonly HostileGuest[],
  plan: WritingPlan,
  onWritten: (id: string) => void,
): Promise<void> {
  await Promise.all(guests.map((guest) => writeAs(waha, guest, plan, onWritten)))
}

async function writeAs(
  waha: WahaSimulator,
  { digits, line }: HostileGuest,
  { count, agoMs, random }: WritingPlan,
  onWritten: (id: string) => void,
): Promise<void> {
  const phone = waha.guest(digits)
  for (let number = 1; number <= count; number += 1) {
    await sleep(random() * PAUSE_MAX_MS)
    const isHidden = random() < LID_SHARE || number === count
    const id = newId(random)
    const delivered = phone.writes(`message ${number}`, {
      id,
      line,
      at: Date.now() - agoMs,
      ...(isHidden && {
        lid: true, // In the end WAHA has learnt each number.
        tellsOtherAddress: random() < 0.5 || number === count,
      }),
    })
    onWritten(id)
    if (random() < UPDATE_SHARE) void phone.edits(id, `message ${number}, mended`, { line })
    if (random() < UPDATE_SHARE) void phone.reacts(id, '👍', { line })
    // A guest doesn't wait for the hotel's servers, but types one message after the other.
    await Promise.race([delivered, sleep(PAUSE_MAX_MS)])
  }
}

function newId(random: () => number): string {
  return `3A${Array.from({ length: 18 }, () => Math.floor(random() * 16).toString(16))
    .join('')
    .toUpperCase()}`
}
