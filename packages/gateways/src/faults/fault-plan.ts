import { createRandom } from './random.ts'

/** What goes wrong with the next requests of one kind. Planned faults come first, then the standing one, then chance. */
export interface FaultPlan<Fault> {
  /** For the next requests, one after the other. */
  next(fault: Fault, times?: number): void
  /** For every request that has no fault of its own. */
  always(fault: Fault): void
  /** For this share (0 to 1) of the requests, one of the faults; the same requests at every run with the same seed. */
  randomly(chance: { seed: number; share: number; faults: readonly Fault[] }): void
  clear(): void
}

export interface TakeableFaults<Fault> extends FaultPlan<Fault> {
  /** The fault of the request at hand, if it has one. */
  take(): Fault | undefined
}

export function createFaultPlan<Fault>(): TakeableFaults<Fault> {
  const planned: Fault[] = []
  let standing: Fault | undefined
  let chance: () => Fault | undefined = () => undefined

  return {
    next(fault, times = 1) {
      planned.push(...Array.from({ length: times }, () => fault))
    },
    always(fault) {
      standing = fault
    },
    randomly({ seed, share, faults }) {
      const random = createRandom(seed)
      chance = () => (random() < share ? faults[Math.floor(random() * faults.length)] : undefined)
    },
    clear() {
      planned.length = 0
      standing = undefined
      chance = () => undefined
    },
    take: () => planned.shift() ?? standing ?? chance(),
  }
}
