import { setTimeout as sleep } from 'node:timers/promises'
import type { WahaSimulator } from '@bellhop/gateways/waha/simulator'
import type { HostileGuest } from '../../hostile/write-as-guests.ts'
import { GUESTS_WORDS } from '../rig/judge-logs.ts'

const TICK_MS = 10

export interface SteadyPlan {
  /** Messages a second, of all guests together. */
  rate: number
  durationMs: number
  random: () => number
}

export interface Written {
  id: string
  digits: string
  /** Whether its webhooks were answered with 2xx; null while they are under way. */
  isAcknowledged: boolean | null
}

/**
 * Open loop: guests taken by chance write at this rate whatever becomes of what they wrote before, and what is late is
 * made up for. `written` grows as they write.
 */
export async function writeSteadily(
  waha: WahaSimulator,
  guests: readonly HostileGuest[],
  { rate, durationMs, random }: SteadyPlan,
  written: Written[],
): Promise<void> {
  const startedAt = performance.now()
  const first = written.length
  for (let elapsed = 0; elapsed < durationMs; elapsed = performance.now() - startedAt) {
    const due = first + Math.floor((Math.min(elapsed, durationMs) / 1000) * rate)
    while (written.length < due) write(waha, guests, random, written)
    await sleep(TICK_MS)
  }
}

function write(
  waha: WahaSimulator,
  guests: readonly HostileGuest[],
  random: () => number,
  written: Written[],
): void {
  const guest = guests[Math.floor(random() * guests.length)]
  if (guest === undefined) return
  const { digits, line } = guest
  const one: Written = { id: newId(random), digits, isAcknowledged: null }
  written.push(one)
  void waha
    .guest(digits)
    .writes(`${GUESTS_WORDS}, number ${written.length}`, { id: one.id, line })
    .then(({ delivered }) => (one.isAcknowledged = delivered))
}

function newId(random: () => number): string {
  const hex = Array.from({ length: 18 }, () => Math.floor(random() * 16).toString(16)).join('')
  return `3A${hex.toUpperCase()}`
}
