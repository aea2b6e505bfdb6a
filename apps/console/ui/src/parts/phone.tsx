import { flagOf, useCountries } from '../language/use-countries.ts'

/** A phone number, and the country that it is of as far as that is known. */
export function Phone({ phone, country }: { phone: string; country: string | null }) {
  const countries = useCountries()
  return (
    <span>
      <bdi className="tabular-nums">{phone}</bdi>
      {country !== null && (
        <>
          {' · '}
          <span aria-hidden="true">{flagOf(country)}</span> {countries.country(country)}
        </>
      )}
    </span>
  )
}
