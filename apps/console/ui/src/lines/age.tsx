import { inLargestUnit } from '../inbox/waiting.ts'
import { useWords } from '../language/use-words.ts'
import { When } from '../parts/when.tsx'
import { useNow } from '../use-now.ts'

/** How long ago something was, as it is told: `3 minutes` put into words. It goes on while it is looked at. */
export function Age({ at, tell }: { at: string; tell: (age: string, isNow: boolean) => string }) {
  const words = useWords()
  const { unit, value } = inLargestUnit(useNow() - Date.parse(at))
  return <When at={at}>{tell(words.units[unit](value), unit === 'minute' && value === 0)}</When>
}
