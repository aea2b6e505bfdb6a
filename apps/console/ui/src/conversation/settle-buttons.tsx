import { useState } from 'react'

import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import type { MessageAction } from './use-message-actions.ts'

type Settlement = Exclude<MessageAction, 'cancel'>

/** What staff can say of a message that may have left. What can't be taken back afterwards is asked once more. */
export function SettleButtons({
  mayDouble,
  isBusy,
  onSettle,
}: {
  /** Sent again, WhatsApp can't tell that it is the same message. */
  mayDouble: boolean
  isBusy: boolean
  onSettle: (settlement: Settlement) => void
}) {
  const words = useWords()
  const [asked, setAsked] = useState<'send-again' | 'not-arrived' | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <Button disabled={isBusy} onClick={() => onSettle('arrived')}>
        {words.arrived}
      </Button>
      <Button disabled={isBusy} onClick={() => (mayDouble ? setAsked('send-again') : onSettle('send-again'))}>
        {words.sendAgain}
      </Button>
      <Button tone="quiet" disabled={isBusy} onClick={() => setAsked('not-arrived')}>
        {words.notArrived}
      </Button>
      {asked !== null && (
        <ConfirmDialog
          title={asked === 'send-again' ? words.sendAgain : words.notArrived}
          consequence={asked === 'send-again' ? words.mayDouble : words.neverSent}
          label={asked === 'send-again' ? words.sendAgain : words.notArrived}
          onConfirm={() => {
            onSettle(asked)
            close()
          }}
          onClose={close}
        />
      )}
    </>
  )
}
