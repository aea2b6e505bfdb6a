import { useState } from 'react'

import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useChange } from '../use-change.ts'
import { useMay } from '../use-may.ts'
import type { AsideMessage } from './contract.ts'
import { RawText } from './raw-text.tsx'
import { Row } from './row.tsx'
import { What, Who } from './who.tsx'
import { SET_ASIDE_WORDS } from './words.ts'

/** A message that could not be applied, and the way to have it tried again. */
export function UnappliedRow({ message }: { message: AsideMessage }) {
  const own = useWordsOf(SET_ASIDE_WORDS)
  const mayServe = useMay('serve')
  const [isRaw, setRaw] = useState(false)
  const retry = useChange({
    change: () => call(`/messages/${message.id}/try-again`, { method: 'POST' }),
    refreshed: ['set-aside', 'attention'],
    done: () => own.triesAgain,
  })
  const { line, error, attempts, created_at } = message
  return (
    <Row
      head={<Who message={message} at={created_at} />}
      facts={[own.line(line), own.attempts(attempts), error]}
      actions={
        <>
          <Button tone="quiet" onClick={() => setRaw(true)}>
            {own.raw}
          </Button>
          {mayServe === true && (
            <Button disabled={retry.isPending} onClick={() => retry.mutate(undefined)}>
              {own.tryAgain}
            </Button>
          )}
        </>
      }
    >
      <What message={message} />
      {isRaw && (
        <Dialog title={own.rawMessage} onClose={() => setRaw(false)}>
          <RawText text={JSON.stringify(message, null, 2)} notes={[]} />
        </Dialog>
      )}
    </Row>
  )
}
