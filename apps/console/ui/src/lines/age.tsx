import { inLargestUnit } from '../inbox/waiting.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { useNow } from '../use-now.ts'

/** How long ago something was, as it is told: `3 minutes` put into words. It goes on while it is looked at. */
export function Age({ at, tell }: { at: string; tell: (age: string, isNow: boolean) => string }) {
  const words = useWords()
  const { full } = useTimes()
  const { unit, value } = inLargestUnit(useNow() - Date.parse(at))
  return (
    <time dateTime={at} title={full(at)}>
      {tell(words.units[unit](value), unit === 'minute' && value === 0)}
    </time>
  )
}
