import { BUILT_IN_REPLIES } from '@bellhop/core'
import type { GuestKey, Store } from '@bellhop/store'
import { vi } from 'vitest'
import { createApplier } from '../src/applier.ts'
import { silentLog } from './silent-log.ts'

export const settings = {
  rules: {
    idleLimitMs: 1_800_000,
    autoReply: 'every',
    staleAfterMs: null,
    manualReturnAfterMs: null,
    replies: BUILT_IN_REPLIES,
  },
  homeCountry: '62',
} as const

/** Applies as a worker does, and rings nobody. */
export function openApplier(store: Store) {
  const retryLater = vi.fn<(keys: readonly GuestKey[]) => void>()
  const apply = createApplier({
    store,
    settings,
    doorbells: { ringAgent: async () => {}, ringOutbound: async () => {} },
    log: silentLog,
    retryLater,
    onApplied: () => {},
    onReturned: () => {},
    onOurs: () => {},
  })
  return { apply, retryLater }
}
