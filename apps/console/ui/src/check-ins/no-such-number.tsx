import { useCountries } from '../language/use-countries.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { CHECK_IN_WORDS } from './words.ts'

/** A number is taken, and probably mistyped. */
export function NoSuchNumber({ country }: { country: string | null }) {
  const words = useWordsOf(CHECK_IN_WORDS)
  const countries = useCountries()
  return (
    <p className="flex items-start gap-1.5 text-warm">
      <Icons.warning className="mt-0.5 size-4" />
      {country === null ? words.noCountry : words.noSuchNumber(countries.country(country))}
    </p>
  )
}
