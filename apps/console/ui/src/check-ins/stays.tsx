import { useState } from 'react'

import { useSettled } from '../use-settled.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { ListState } from '../parts/list-state.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { Tabs } from '../parts/tabs.tsx'
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
        <Tabs
          label={words.showsLabel}
          tabs={SHOWS.map((each) => ({
            name: words.shows[each],
            to: toShowPath(each),
            isCurrent: each === show,
          }))}
        />
        <SearchField
          label={words.search}
          className="mb-2 w-full md:my-1.5 md:ml-auto md:w-72"
          value={written}
          onChange={setWritten}
        />
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
