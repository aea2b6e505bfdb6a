import { undoEnd, useEnding } from '../endings.ts'
import { toPath } from '../inbox/place.ts'
import { useCountries } from '../language/use-countries.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { Phone } from '../parts/phone.tsx'
import { When } from '../parts/when.tsx'
import type { CheckIn } from './contract.ts'
import { useCheckOut } from './use-check-out.ts'
import { CHECK_IN_WORDS } from './words.ts'

/** A stay: who, where, since when, and what can be done about it. */
export function StayRow({ stay, mayServe }: { stay: CheckIn; mayServe: boolean }) {
  const { room, conversationWith } = useWords()
  const words = useWordsOf(CHECK_IN_WORDS)
  const { language } = useCountries()
  return (
    <li className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 md:grid-cols-[minmax(0,1fr)_auto] md:items-center">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <bdi className="truncate font-semibold">{stay.name}</bdi>
          <bdi className="text-sm">{room(stay.room)}</bdi>
          {stay.status === 'checked_out' && <Badge>{words.left}</Badge>}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-4 text-xs text-muted">
          <Phone phone={stay.phone} country={stay.country} />
          <span>{language(stay.locale)}</span>
          <Dates stay={stay} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2 md:justify-end">
        {stay.session_id !== null && (
          <Link
            to={toPath({ view: 'open', sessionId: stay.session_id })}
            aria-label={conversationWith(stay.name)}
            className="inline-flex min-h-9 items-center rounded-lg px-2 text-sm font-medium text-accent hover:bg-hover max-md:-ml-2"
          >
            {words.conversation}
          </Link>
        )}
        {mayServe && stay.status === 'active' && <CheckOut stay={stay} />}
      </div>
    </li>
  )
}

function Dates({ stay: { checked_in_at, checked_out_at } }: { stay: CheckIn }) {
  const words = useWordsOf(CHECK_IN_WORDS)
  if (checked_out_at === null) {
    return (
      <span>
        {words.since} <When at={checked_in_at} />
      </span>
    )
  }
  return (
    <span>
      <When at={checked_in_at} /> – <When at={checked_out_at} />
    </span>
  )
}

/** One button for both: who has the focus on it keeps it. */
function CheckOut({ stay }: { stay: CheckIn }) {
  const { undo } = useWords()
  const words = useWordsOf(CHECK_IN_WORDS)
  const ending = useEnding(stay.id)
  const isEnding = ending !== null
  const checkOut = useCheckOut(stay)
  return (
    <>
      {isEnding && <span className="text-sm text-muted">{words.leaving}</span>}
      <Button
        aria-label={isEnding ? undefined : words.checkOutOf(stay.name)}
        disabled={ending === 'now'}
        onClick={isEnding ? () => undoEnd(stay.id) : checkOut}
      >
        {isEnding ? undo : words.checkOut}
      </Button>
    </>
  )
}
