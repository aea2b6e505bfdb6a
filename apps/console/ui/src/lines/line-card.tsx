import { useTimes } from '../language/times.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Card } from '../parts/card.tsx'
import { useNow } from '../use-now.ts'
import type { Line } from './contract.ts'
import { LineActions } from './line-actions.tsx'
import { LineFacts } from './line-facts.tsx'
import { tellReason, tellState } from './tell-line.ts'
import { LINE_WORDS } from './words.ts'

/** How one of the hotel's numbers is, and what is to be done about it. */
export function LineCard({ line }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  return (
    <Card
      title={
        <span className="flex flex-wrap items-center gap-2">
          <span className="wrap-anywhere">{line.line}</span>
          <Badges line={line} />
        </span>
      }
      actions={<LineActions line={line} />}
    >
      <div className="flex flex-col gap-3 p-4">
        <p>{tellState(line, words)}</p>
        <PauseNotice line={line} />
        <TimelockNotice until={line.timelocked_until} />
        <LineFacts line={line} />
      </div>
    </Card>
  )
}

/** The very word of WAHA among them, to be looked for in its documentation. */
function Badges({ line: { status, silent, paused_by } }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  return (
    <>
      <Badge tone={status === 'WORKING' ? 'good' : status === null || status === 'STARTING' ? 'warm' : 'bad'}>
        {status ?? words.noReport}
      </Badge>
      {silent && <Badge tone="bad">{words.silent}</Badge>}
      {paused_by !== null && <Badge tone="warm">{words.paused}</Badge>}
    </>
  )
}

const NOTICE = 'rounded-lg bg-warm-ground px-3 py-2 text-sm wrap-anywhere'

function PauseNotice({ line: { paused_by, paused_reason, paused_at } }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  const { short } = useTimes()
  const now = useNow()
  if (paused_by === null) return null
  const reason = tellReason(paused_reason, words)
  return (
    <p className={NOTICE}>
      {words.pausedBy[paused_by]}
      {paused_at !== null && <time dateTime={paused_at}> {words.since(short(paused_at, now))}</time>}.{' '}
      {reason !== '' && <bdi>{reason}</bdi>} {paused_by === 'bellhop' && words.goesOn}
    </p>
  )
}

function TimelockNotice({ until }: { until: string | null }) {
  const words = useWordsOf(LINE_WORDS)
  const { moment } = useTimes()
  const now = useNow()
  if (until === null || Date.parse(until) <= now) return null
  return (
    <p className={NOTICE}>
      <time dateTime={until}>{words.timelock(moment(until))}</time>
    </p>
  )
}
