import { join } from 'node:path'
import type { Phase } from '../verdict.ts'
import { floodByOneGuest } from './hot-guest.ts'
import { overloadHotel } from './overload-hotel.ts'
import { overloadIngress } from './overload-ingress.ts'

/** More than can be taken: of all together, of one ingress, and of one guest. */
export const overload: Phase = async ({ dir, onProgress }) => [
  ...(await overloadHotel(join(dir, 'hotel'), onProgress)),
  ...(await overloadIngress(join(dir, 'ingress'), onProgress)),
  await floodByOneGuest(join(dir, 'hot-guest'), onProgress),
]
