import { useState } from 'react'

import { useSettled } from '../use-settled.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { ListState } from '../parts/list-state.tsx'
import { useList } from '../use-list.ts'
import type { CheckIn } from './contract.ts'
import { toShowPath, type Show } from './place.ts'
import { StayRow } from './stay-row.tsx'
import { CHECK_IN_WORDS } from './words.ts'

const SHOWS: readonly Show[] = ['active', 'all']
const TYPING_PAUSE_MS = 200

/** The stays, the newest first, and the ways to find one. */
export function Stays({ show, mayServe }: { show: Show; mayServe: boolean }) {
  const { nothingFound } = useWords()
  const words = useWordsOf(CHECK_IN_WORDS)
  const [written, setWritten] = useState('')
  const search = useSettled(written.trim(), TYPING_PAUSE_MS)
  const list = useList<CheckIn>('check-ins', pathOf(show, search))
  return (
    <section aria-label={words.stays} className="rounded-xl border border-line bg-surface">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 pt-2 md:pt-1">
        <nav aria-label={words.showsLabel} className="flex">
          {SHOWS.map((each) => (
            <Link
              key={each}
              to={toShowPath(each)}
              aria-current={each === show ? 'page' : undefined}
              className="-mb-px flex min-h-11 items-center border-b-2 border-transparent px-2 text-sm text-muted hover:text-text aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-text"
            >
              {words.shows[each]}
            </Link>
          ))}
        </nav>
        <search className="relative mb-2 w-full md:my-1.5 md:ml-auto md:w-72">
          <Icons.search className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            autoComplete="off"
            maxLength={100}
            className="h-9 w-full rounded-lg border border-line bg-ground pr-2 pl-8 text-sm placeholder:text-muted"
            value={written}
            onChange={({ target }) => setWritten(target.value)}
          />
        </search>
      </header>
      <ul aria-label={words.shows[show]}>
        {list.items?.map((stay) => (
          <StayRow key={stay.id} stay={stay} mayServe={mayServe} />
        ))}
      </ul>
      <ListState list={list} empty={search === '' ? words.nobody[show] : nothingFound} />
    </section>
  )
}

function pathOf(show: Show, search: string): string {
  const query = new URLSearchParams()
  if (show === 'active') query.set('status', show)
  if (search !== '') query.set('search', search)
  return `/check-ins?${query}`
}
