import { useQuery } from '@tanstack/react-query'

import { call } from '../http.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Card } from '../parts/card.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { useMay } from '../use-may.ts'
import type { QueueCounts as Counts } from './contract.ts'
import { LINE_WORDS, type LineWords } from './words.ts'

const POLL_MS = 5_000
const KINDS = ['waiting', 'active', 'delayed', 'failed'] as const
const OUTBOUND = /^outbound-(.+)$/

/** How full the queues are; that they don't answer is said here, and hides nothing else. */
export function QueueCounts() {
  const words = useWordsOf(LINE_WORDS)
  const { loading } = useWords()
  const maySeeQueues = useMay('queues')
  const { data, error } = useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => call<{ items: Counts[] }>('/queues', { signal }),
    refetchInterval: POLL_MS,
    // What was counted before says nothing of now.
    retry: false,
  })
  return (
    <Card
      title={words.queues}
      actions={
        maySeeQueues === true && (
          <TextLink to="/queues" isElsewhere className="text-sm text-muted">
            {words.openQueues}
          </TextLink>
        )
      }
    >
      {error !== null ? (
        <p role="status" className="p-4 text-sm text-muted">
          {words.queuesAway}
        </p>
      ) : data === undefined ? (
        <p className="p-4 text-sm text-muted">{loading}</p>
      ) : (
        <ul className="divide-y divide-line">
          {data.items.map((queue) => (
            <QueueRow key={queue.name} queue={queue} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function QueueRow({ queue }: { queue: Counts }) {
  const words = useWordsOf(LINE_WORDS)
  const some = KINDS.filter((kind) => queue[kind] > 0)
  return (
    <li className="flex flex-wrap items-center gap-x-3 px-4 py-2.5 text-sm">
      <span className="wrap-anywhere">{nameOf(queue.name, words)}</span>
      <code className="text-xs text-muted wrap-anywhere">{queue.name}</code>
      <span className="ml-auto flex flex-wrap items-center gap-x-3 tabular-nums">
        {queue.paused && <Badge tone="warm">{words.paused}</Badge>}
        {some.length === 0 && <span className="text-muted">{words.empty}</span>}
        {some.map((kind) => (
          <span key={kind} className={kind === 'failed' ? 'text-bad' : ''}>
            {words.counts[kind](queue[kind])}
          </span>
        ))}
      </span>
    </li>
  )
}

function nameOf(name: string, { queueNames, outbound }: LineWords): string {
  const line = OUTBOUND.exec(name)?.[1]
  return line === undefined ? ((queueNames as Record<string, string>)[name] ?? name) : outbound(line)
}
