import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import type { Delivery } from './delivery.ts'
import { reasonOf } from './reason-of.ts'
import type { MessageAction } from './use-message-actions.ts'

/** What staff can do about a message that has not arrived for certain, and why it has not. */
export function BubbleActions({
  delivery,
  error,
  canCancel,
  isBusy,
  onAct,
}: {
  delivery: Delivery
  error: string | null
  canCancel: boolean
  isBusy: boolean
  onAct: ((action: MessageAction) => void) | null
}) {
  const words = useWords()
  if (canCancel && onAct !== null) {
    return (
      <p className="mt-1 text-right">
        <Button disabled={isBusy} onClick={() => onAct('cancel')}>
          {words.cancel}
        </Button>
      </p>
    )
  }
  if (delivery === 'unknown' && onAct !== null) {
    return (
      <div className="mt-2 border-t border-line pt-2 text-sm">
        <p>{words.unknown}</p>
        <p className="mt-2 flex flex-wrap justify-end gap-2">
          <Button disabled={isBusy} onClick={() => onAct('arrived')}>
            {words.arrived}
          </Button>
          <Button disabled={isBusy} onClick={() => onAct('send-again')}>
            {words.sendAgain}
          </Button>
          <Button tone="quiet" disabled={isBusy} onClick={() => onAct('not-arrived')}>
            {words.notArrived}
          </Button>
        </p>
      </div>
    )
  }
  if (error === null || (delivery !== 'failed' && delivery !== 'cancelled')) return null
  return <p className="text-right text-xs text-muted">{reasonOf(error, words)}</p>
}
