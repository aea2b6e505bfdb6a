import type { Verdict } from '../verdict.ts'
import { findCanaries } from './find-canaries.ts'
import type { Rig } from './open-rig.ts'

/** What every guest of a fault test writes, to be looked for where it must not stand. */
export const GUESTS_WORDS = 'confidential words of a guest'

/** The guests' numbers, as WhatsApp and as Bellhop write them, and their words. */
export const CANARIES: readonly (string | RegExp)[] = [/\+?(62|0)812\d{8}/, GUESTS_WORDS]

/** Whether anything that the processes of these rigs said names a guest, repeats a text, or gives a secret away (I13). */
export async function judgeLogs(
  rigs: readonly Pick<Rig, 'logDir' | 'secrets'>[],
  faults: string,
  canaries = CANARIES,
): Promise<Verdict> {
  const found = await Promise.all(
    rigs.map(({ logDir, secrets }) => findCanaries(logDir, [...canaries, ...secrets])),
  )
  return {
    invariant: 'I13',
    promise: 'no phone, text or secret in any log',
    faults,
    events: `${found.reduce((sum, { lines }) => sum + lines, 0)} lines`,
    violations: found.flatMap(({ hits }) => hits),
  }
}
