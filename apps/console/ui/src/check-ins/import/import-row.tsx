import type { ReactNode } from 'react'

import { Refused } from '../../http.ts'
import { useProblemWords } from '../../language/use-problem-words.ts'
import { useWords, useWordsOf } from '../../language/use-words.ts'
import { Badge } from '../../parts/badge.tsx'
import { Icons } from '../../parts/icons.tsx'
import { Phone } from '../../parts/phone.tsx'
import type { ImportRow as Row } from '../contract.ts'
import { NoSuchNumber } from '../no-such-number.tsx'
import { CHECK_IN_WORDS } from '../words.ts'

export const TONES = { ready: 'plain', wrong: 'bad', checked_in: 'staff', there: 'plain' } as const

/** Whether there is something to look at in a line that is right. */
export function isDoubtful({ outcome, valid, renames, twice }: Row): boolean {
  return outcome !== 'wrong' && (!valid || renames !== null || twice)
}

/** A line of a list of guests, and what is to become of it, has become of it, or is wrong with it. */
export function ImportRow({ row }: { row: Row }) {
  const { line, phone, country, name, room, outcome, errors } = row
  const shared = useWords()
  const { import: words } = useWordsOf(CHECK_IN_WORDS)
  const { tell } = useProblemWords()
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-line px-4 py-2 text-sm last:border-b-0 md:grid-cols-[5rem_minmax(0,1fr)_minmax(0,1fr)_auto]">
      <span className="text-xs text-muted max-md:order-1 max-md:col-span-2">{words.line(line)}</span>
      <span className="flex min-w-0 flex-wrap gap-x-2">
        {name === '' ? (
          <i className="text-muted">{words.noName}</i>
        ) : (
          <bdi className="font-medium wrap-anywhere">{name}</bdi>
        )}
        {room !== '' && <bdi className="text-muted">{shared.room(room)}</bdi>}
      </span>
      <span className="min-w-0 text-muted wrap-anywhere max-md:order-1 max-md:col-span-2">
        <Phone phone={phone} country={country} />
      </span>
      <span className="text-right">
        <Badge tone={TONES[outcome]}>{words.outcomes[outcome]}</Badge>
      </span>
      {isDoubtful(row) && (
        <div className="col-span-full flex flex-col text-warm max-md:order-2 md:col-start-2">
          {!row.valid && <NoSuchNumber country={country} />}
          {row.renames !== null && (
            <Doubt>
              {words.renames} <bdi className="font-medium">{row.renames}</bdi>
            </Doubt>
          )}
          {row.twice && <Doubt>{words.twice}</Doubt>}
        </div>
      )}
      {errors.length > 0 && (
        <ul className="col-span-full text-bad max-md:order-2 md:col-start-2">
          {errors.map((error) => (
            <li key={error.field}>{tell(new Refused(400, { detail: '', errors: [error] }))}</li>
          ))}
        </ul>
      )}
    </li>
  )
}

function Doubt({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5">
      <Icons.warning className="mt-0.5 size-4" />
      <span className="wrap-anywhere">{children}</span>
    </p>
  )
}
