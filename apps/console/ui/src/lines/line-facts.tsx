import { useState, type ReactNode } from 'react'

import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { When } from '../parts/when.tsx'
import { useNow } from '../use-now.ts'
import { Age } from './age.tsx'
import type { Line } from './contract.ts'
import { tellPace } from './tell-line.ts'
import { WaitingDialog } from './waiting-dialog.tsx'
import { LINE_WORDS } from './words.ts'

/** What waits on a line, how fast it leaves, and since when the line does what it does. */
export function LineFacts({ line }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  const { facts } = words
  const isSlowed = line.current_interval_ms > line.send_interval_ms
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-t border-line pt-3 text-sm sm:grid-cols-3 lg:grid-cols-5">
      <Fact name={facts.waiting}>
        <Waiting line={line} />
      </Fact>
      <Fact name={facts.pace}>
        {tellPace(line.current_interval_ms, words)}
        {isSlowed && <span className="text-warm">, {words.slower}</span>}
      </Fact>
      <Fact name={facts.heard}>
        {line.last_event_at === null ? (
          words.never
        ) : (
          <Age at={line.last_event_at} tell={(age, isNow) => (isNow ? words.now : words.ago(age))} />
        )}
      </Fact>
      <Fact name={facts.works}>
        {line.working_since === null ? words.worksNot : <Moment at={line.working_since} />}
      </Fact>
      <Fact name={facts.caughtUp}>
        <Moment at={line.repaired_until} />
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Moment({ at }: { at: string }) {
  const { short } = useTimes()
  return <When at={at}>{short(at, useNow())}</When>
}

function Waiting({ line: { line, waiting, oldest_waiting_at } }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      {waiting === 0 ? (
        words.nothing
      ) : (
        <button
          type="button"
          aria-label={`${words.count(waiting)}: ${words.showWaiting(line)}`}
          className="text-left font-medium text-accent underline underline-offset-2"
          onClick={() => setOpen(true)}
        >
          {words.count(waiting)}
        </button>
      )}
      {waiting > 0 && oldest_waiting_at !== null && (
        <>
          , <Age at={oldest_waiting_at} tell={words.oldest} />
        </>
      )}
      {isOpen && <WaitingDialog line={line} onClose={() => setOpen(false)} />}
    </>
  )
}
