import { accessMutants } from './list/access.ts'
import { applyMutants } from './list/apply.ts'
import { boundaryMutants } from './list/boundaries.ts'
import { boundMutants } from './list/bounds.ts'
import { claimMutants } from './list/claim.ts'
import { constraintMutants } from './list/constraints.ts'
import { evidenceMutants } from './list/evidence.ts'
import { guestLockMutants } from './list/guest-lock.ts'
import { ingressMutants } from './list/ingress.ts'
import { logMutants } from './list/log.ts'
import { outageMutants } from './list/outages.ts'
import { queueMutants } from './list/queue.ts'
import { replyMutants } from './list/replies.ts'
import { settleMutants } from './list/settle.ts'
import { sweepMutants } from './list/sweep.ts'
import { timeoutMutants } from './list/timeouts.ts'
import type { Mutant } from './mutant.ts'

/** Each guard of the product, dropped alone. */
export const mutants: readonly Mutant[] = [
  ...constraintMutants,
  ...boundaryMutants,
  ...replyMutants,
  ...guestLockMutants,
  ...applyMutants,
  ...sweepMutants,
  ...queueMutants,
  ...outageMutants,
  ...timeoutMutants,
  ...ingressMutants,
  ...boundMutants,
  ...claimMutants,
  ...settleMutants,
  ...evidenceMutants,
  ...accessMutants,
  ...logMutants,
]
