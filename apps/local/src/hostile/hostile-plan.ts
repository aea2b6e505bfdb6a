import type { Engine } from '@bellhop/gateways/waha/simulator'
import type { Store } from '@bellhop/store'
import type { Hotel } from '../build-hotel.ts'

export const HOME_COUNTRY = '62'

export interface HostilePlan {
  seed: number
  /** Of all guests together; written in two halves, with a gap between that ends each session. */
  messages: number
  guests: number
  /** Of the calls and webhooks that go wrong, 0 to 1. */
  share: number
  engine: Engine
  lines: readonly string[]
  /** Of each half, after which what is still under way counts as lost, in ms. */
  deadlineMs: number
}

export interface HostileDeps {
  hotel: Pick<Hotel, 'waha' | 'console'>
  store: Store
  apiKey: string
  onProgress: (step: string) => void
}
