import { useQuery } from '@tanstack/react-query'

import { readableSize } from '../media-words.ts'
import { call } from '../http.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure } from '../parts/failure.tsx'
import type { QuarantinedExcerpt } from './contract.ts'
import { pretty } from './pretty.ts'
import { RawText } from './raw-text.tsx'
import { SET_ASIDE_WORDS } from './words.ts'

/** An event as WAHA sent it, or how it begins. */
export function RawEventDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { loading } = useWords()
  const words = useWordsOf(SET_ASIDE_WORDS)
  const { data, error, refetch } = useQuery({
    queryKey: ['quarantined-event', id],
    queryFn: ({ signal }) => call<QuarantinedExcerpt>(`/quarantined/${id}`, { signal }),
  })
  return (
    <Dialog title={words.rawEvent} onClose={onClose}>
      {data !== undefined ? (
        <RawText
          text={pretty(data.raw.content)}
          notes={[
            words.key(data.event_key),
            ...(data.raw.encoding === 'base64' ? [words.noText] : []),
            ...(data.raw.truncated ? [words.truncated(readableSize(data.size))] : []),
          ]}
        />
      ) : error === null ? (
        <p className="text-sm text-muted">{loading}</p>
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}
