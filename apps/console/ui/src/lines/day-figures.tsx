import { useQuery } from '@tanstack/react-query'
import { use } from 'react'

import { call } from '../http.ts'
import { LanguageContext, useWords, useWordsOf } from '../language/use-words.ts'
import { Failure } from '../parts/failure.tsx'
import { Note } from '../parts/note.tsx'
import type { Figures, Hour } from './contract.ts'
import { FIGURE_WORDS } from './figure-words.ts'
import { HourChart } from './hour-chart.tsx'
import { inUnit, topOfCounts, topOfTimes } from './scale.ts'

const POLL_MS = 30_000

/** What came, what left, how long guests waited, and what failed, hour by hour. */
export function DayFigures() {
  const words = useWordsOf(FIGURE_WORDS)
  const { loading } = useWords()
  const { data, error, refetch } = useQuery({
    queryKey: ['figures'],
    queryFn: ({ signal }) => call<Figures>('/figures', { signal }),
    refetchInterval: POLL_MS,
  })
  return (
    <section aria-label={words.title} className="flex flex-col gap-3">
      <h2 className="font-semibold">{words.title}</h2>
      {data !== undefined ? (
        <Charts figures={data} />
      ) : error === null ? (
        <Note>{loading}</Note>
      ) : (
        <Failure error={error} onRetry={() => void refetch()} />
      )}
    </section>
  )
}

function Charts({ figures: { hours, reply_ms } }: { figures: Figures }) {
  const words = useWordsOf(FIGURE_WORDS)
  const language = use(LanguageContext)
  const tellTime = (ms: number) => {
    const { unit, value } = inUnit(ms)
    return words[unit](value.toLocaleString(language))
  }
  const tellCount = (count: number) => count.toLocaleString(language)
  const [received, sent, failed] = (['received', 'sent', 'failed'] as const).map((kind) =>
    hours.map((hour) => hour[kind]),
  ) as [number[], number[], number[]]
  const replies = hours.map((hour: Hour) => hour.reply_ms)
  const [all, failures] = [sum(received) + sum(sent), sum(failed)]
  const from = hours.map((hour) => hour.from)
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <HourChart
        className="md:col-span-2"
        title={words.messages}
        summary={
          all === 0 ? words.noMessages : words.messagesOfDay(tellCount(sum(received)), tellCount(sum(sent)))
        }
        from={from}
        series={[
          { name: words.received, values: received, shape: 'bar', tone: 'accent' },
          { name: words.sent, values: sent, shape: 'bar', tone: 'plain' },
        ]}
        top={topOfCounts([...received, ...sent])}
        tell={tellCount}
      />
      <HourChart
        title={words.reply}
        summary={reply_ms === null ? words.noReply : words.replyOfDay(tellTime(reply_ms))}
        from={from}
        series={[{ name: words.reply, values: replies, shape: 'line', tone: 'accent' }]}
        top={topOfTimes(replies)}
        tell={tellTime}
      />
      <HourChart
        title={words.failures}
        summary={failures === 0 ? words.noFailures : words.failuresOfDay(failures, tellCount(failures))}
        from={from}
        series={[{ name: words.failed, values: failed, shape: 'bar', tone: 'bad' }]}
        top={topOfCounts(failed)}
        tell={tellCount}
      />
    </div>
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
