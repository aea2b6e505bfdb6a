import { useState } from 'react'

import { readableSize } from '../media-words.ts'
import { call } from '../http.ts'
import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { When } from '../parts/when.tsx'
import { useChange } from '../use-change.ts'
import { useMay } from '../use-may.ts'
import { useNow } from '../use-now.ts'
import type { QuarantinedEvent } from './contract.ts'
import { DiscardEvent } from './discard-event.tsx'
import { RawEventDialog } from './raw-event-dialog.tsx'
import { Row } from './row.tsx'
import { tellReason } from './tell-reason.ts'
import { SET_ASIDE_WORDS } from './words.ts'

/** An event that could not be read, why, and the ways to have it read once more or to be rid of it. */
export function UnreadRow({ event }: { event: QuarantinedEvent }) {
  const own = useWordsOf(SET_ASIDE_WORDS)
  const { exact } = useTimes()
  const now = useNow()
  const mayServe = useMay('serve')
  const [shown, setShown] = useState<'raw' | 'discard' | null>(null)
  const close = () => setShown(null)
  const retry = useChange({
    change: () => call(`/quarantined/${event.id}/try-again`, { method: 'POST' }),
    refreshed: ['quarantined', 'attention'],
  })
  const { id, reason, line, size, created_at, retry_at } = event
  return (
    <Row
      head={
        <>
          <span className="font-medium wrap-anywhere">{tellReason(reason, own)}</span>
          <When at={created_at} className="ml-auto text-muted" />
        </>
      }
      facts={[line === null ? null : own.line(line), readableSize(size)]}
      actions={
        <>
          <Button tone="quiet" onClick={() => setShown('raw')}>
            {own.raw}
          </Button>
          {mayServe === true && (
            <Button tone="quiet" onClick={() => setShown('discard')}>
              {own.discard}
            </Button>
          )}
          {mayServe === true && retry_at === null && (
            <Button disabled={retry.isPending} onClick={() => retry.mutate(undefined)}>
              {own.tryAgain}
            </Button>
          )}
        </>
      }
    >
      {retry_at !== null && (
        <p role="status" className="text-sm text-warm">
          {own.triedSince(exact(retry_at, now))}
        </p>
      )}
      {shown === 'raw' && <RawEventDialog id={id} onClose={close} />}
      {shown === 'discard' && <DiscardEvent id={id} onClose={close} />}
    </Row>
  )
}
