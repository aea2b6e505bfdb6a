import type { Message } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import type { Delivery } from './delivery.ts'
import { reasonOf } from './reason-of.ts'
import { SettleButtons } from './settle-buttons.tsx'
import type { MessageAction } from './use-message-actions.ts'

/** How far a message has come when its error still says something. */
const TOLD: ReadonlySet<Delivery> = new Set<Delivery>(['queued', 'failed', 'cancelled'])

/** What staff can do about a message that has not arrived for certain, and why it has not. */
export function BubbleActions({
  message,
  delivery,
  isBusy,
  onAct,
}: {
  message: Message
  delivery: Delivery
  isBusy: boolean
  onAct: ((action: MessageAction) => void) | null
}) {
  const words = useWords()
  const { error, status, overtaken, whatsapp_id } = message
  const why = error === null || !TOLD.has(delivery) ? null : reasonOf(error, words)
  if (status === 'pending' && onAct !== null) {
    return (
      <p className="mt-1 flex items-center justify-end gap-2 text-xs text-muted">
        {why}
        <Button disabled={isBusy} onClick={() => onAct('cancel')}>
          {words.cancelMessage}
        </Button>
      </p>
    )
  }
  if (delivery === 'unknown' && onAct !== null) {
    return (
      <div className="mt-2 border-t border-line pt-2 text-sm">
        <p>
          {words.unknown} {whatsapp_id === null ? words.mayDouble : words.neverDoubles}
          {overtaken && ` ${words.outOfOrder}`}
        </p>
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <SettleButtons mayDouble={whatsapp_id === null} isBusy={isBusy} onSettle={onAct} />
        </div>
      </div>
    )
  }
  return why !== null && <p className="text-right text-xs text-muted">{why}</p>
}
