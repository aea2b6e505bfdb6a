import type { Verdict } from '../verdict.ts'
import { findCanaries } from './find-canaries.ts'
import type { Rig } from './open-rig.ts'

/** What every guest of a fault test writes, to be looked for where it must not stand. */
export const GUESTS_WORDS = 'confidential words of a guest'
/** The guests' numbers, as WhatsApp and as Bellhop write them. */
const PHONES = /\+?(62|0)812\d{8}/

/** Whether anything that its processes said names a guest, repeats a text, or gives a secret away (I13). */
export async function judgeLogs({ logDir, secrets }: Rig, faults: string): Promise<Verdict> {
  const { lines, hits } = await findCanaries(logDir, [PHONES, GUESTS_WORDS, ...secrets])
  return {
    invariant: 'I13',
    promise: 'no phone, text or secret in any log',
    faults,
    events: `${lines} lines`,
    violations: hits,
  }
}
