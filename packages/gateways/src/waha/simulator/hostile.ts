import type { FaultPlan } from '../../faults/fault-plan.ts'
import { API_FAULTS, type ApiFault } from './api-answer.ts'
import { OPERATIONS, type Operation } from './api-routes.ts'
import type { WebhookFault } from './webhook-sender.ts'

/** What a call that changes nothing may come to. */
const READ_FAULTS: readonly ApiFault[] = [
  { delayMs: 200 },
  { answer: 429 },
  { answer: 502 },
  API_FAULTS.fails,
  API_FAULTS.hangs,
  API_FAULTS.resets,
  API_FAULTS.cutsAnswer,
]

/** Of a send moreover: refused in each way, and sent in each way that doesn't look like it. */
const SEND_FAULTS: readonly ApiFault[] = [
  ...READ_FAULTS,
  { answer: 401 },
  { answer: 403 },
  { answer: 404 },
  { answer: 422 },
  API_FAULTS.dropsAnswer,
  API_FAULTS.sendsAndHangs,
  API_FAULTS.sendsAndFails,
  API_FAULTS.sendsTwice,
]

/** Late, doubled, overtaken, lost. */
const WEBHOOK_FAULTS: readonly WebhookFault[] = [
  { delayMs: 50 },
  { delayMs: 500 },
  { copies: 2 },
  { copies: 3, delayMs: 200 },
  { overtaken: true },
  { copies: 0 },
]

/**
 * From now on this share (0 to 1) of all calls and webhooks goes wrong, each kind in its every way: the same requests with
 * the same seed. What WhatsApp refuses for good (400, 463) is left out: nothing could be told of such a message but that.
 */
export function makeHostile(
  faults: Record<Operation, FaultPlan<ApiFault>> & { webhook: FaultPlan<WebhookFault> },
  { seed, share }: { seed: number; share: number },
): void {
  for (const [index, operation] of OPERATIONS.entries()) {
    const own = operation === 'sendText' ? SEND_FAULTS : READ_FAULTS
    faults[operation].randomly({ seed: seed + index, share, faults: own })
  }
  faults.webhook.randomly({ seed: seed + OPERATIONS.length, share, faults: WEBHOOK_FAULTS })
}
