import { useWords, useWordsOf } from '../language/use-words.ts'
import { Failure } from '../parts/failure.tsx'
import { Note } from '../parts/note.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { DayFigures } from './day-figures.tsx'
import { LineCard } from './line-card.tsx'
import { QueueCounts } from './queue-counts.tsx'
import { useLines } from './use-lines.ts'
import { LINE_WORDS } from './words.ts'

/** How the hotel's numbers are, what the last day was like, and how full the queues are. */
export function LinesPage() {
  const words = useWords()
  return (
    <PageFrame title={words.pages.lines}>
      <Lines />
      <DayFigures />
      <QueueCounts />
    </PageFrame>
  )
}

function Lines() {
  const { loading } = useWords()
  const words = useWordsOf(LINE_WORDS)
  const { data: lines, error, refetch } = useLines()
  if (lines === undefined) {
    if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
    return <Note>{loading}</Note>
  }
  if (lines.length === 0) return <Note>{words.noLine}</Note>
  return lines.map((line) => <LineCard key={line.line} line={line} />)
}
