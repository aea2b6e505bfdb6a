import { useQuery } from '@tanstack/react-query'

import type { Timeline } from '../contract.ts'
import { call } from '../http.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { Failure } from '../parts/failure.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { When } from '../parts/when.tsx'
import { usePolling } from '../use-live.ts'
import { useMay } from '../use-may.ts'
import { useNow } from '../use-now.ts'
import { tellStep } from './tell-step.ts'

/** What happened to a message, step by step; what has no time is still to come, or tells how it ended. */
export function Story({ id, messageId }: { id: string; messageId: string }) {
  const words = useWords()
  const { exact } = useTimes()
  const now = useNow()
  const maySeeQueues = useMay('queues')
  const { data, error, refetch } = useQuery({
    queryKey: ['story', messageId],
    queryFn: ({ signal }) => call<Timeline>(`/messages/${messageId}/timeline`, { signal }),
    refetchInterval: usePolling(),
    staleTime: 0,
  })
  return (
    <div id={id} className="mt-2 w-96 max-w-full border-t border-current/15 pt-2 text-sm">
      {data === undefined ? (
        error === null ? (
          <p className="text-muted">{words.loading}</p>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <ol aria-label={words.story.label} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
            {data.steps.map((step, index) => (
              // oxlint-disable-next-line react/no-array-index-key -- Two steps may be alike, and none has a state.
              <li key={index} className="col-span-2 grid grid-cols-subgrid">
                {step.at === null ? (
                  <span aria-hidden="true" className="text-center text-muted">
                    …
                  </span>
                ) : (
                  <When at={step.at} className="text-muted">
                    {exact(step.at, now)}
                  </When>
                )}
                <span>{tellStep(step, words, (at) => exact(at, now))}</span>
              </li>
            ))}
          </ol>
          {maySeeQueues === true && (
            <p className="mt-2 text-right text-xs">
              <TextLink to={data.queue_href} isElsewhere className="text-muted">
                {words.story.queue}
              </TextLink>
            </p>
          )}
        </>
      )}
    </div>
  )
}
