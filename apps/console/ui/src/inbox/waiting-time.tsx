import { useWords } from '../language/use-words.ts'
import { useNow } from '../use-now.ts'
import { useSettings } from '../use-settings.ts'
import { inLargestUnit, urgencyOf } from './waiting.ts'

const TONES = {
  calm: 'bg-hover text-muted',
  soon: 'bg-warm-ground text-warm',
  late: 'bg-bad-ground text-bad font-semibold',
}

/** How long a guest has waited for an answer, coloured against the hotel's target. */
export function WaitingTime({ since }: { since: string }) {
  const words = useWords()
  const { first_reply_target_ms } = useSettings()
  const waitMs = useNow() - Date.parse(since)
  const urgency = urgencyOf(waitMs, first_reply_target_ms)
  const { unit, value } = inLargestUnit(waitMs)
  return (
    <time dateTime={since} className={`rounded-full px-2 py-0.5 text-xs tabular-nums ${TONES[urgency]}`}>
      <span aria-hidden="true">{words.shortUnits[unit](value)}</span>
      <span className="sr-only">{words.waits(words.units[unit](value), urgency === 'late')}</span>
    </time>
  )
}
