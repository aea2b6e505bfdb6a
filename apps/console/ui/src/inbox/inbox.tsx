import { useEffect, useEffectEvent, useRef, useState } from 'react'

import { usePrefetch } from '../conversation/use-conversation.ts'
import { useWords } from '../language/use-words.ts'
import { navigate } from '../navigation.ts'
import { Failure } from '../parts/failure.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useShortcuts } from '../use-shortcuts.ts'
import { InboxHeader } from './inbox-header.tsx'
import { InboxList } from './inbox-list.tsx'
import { NoRows } from './no-rows.tsx'
import { toPath, type Place } from './place.ts'
import { rowAfter } from './row-after.ts'
import { useInbox } from './use-inbox.ts'
import { useSettled } from '../use-settled.ts'
import { ViewTabs } from './view-tabs.tsx'

const TYPING_PAUSE_MS = 200

/** The conversations of the hotel, and the ways to find one. */
export function Inbox({ place }: { place: Place }) {
  const words = useWords()
  const [written, setWritten] = useState('')
  const search = useSettled(written.trim(), TYPING_PAUSE_MS)
  const inbox = useInbox(place.view, search)
  const { rows } = inbox
  const prefetch = usePrefetch()
  useWaitingInTitle(inbox.counts?.waiting ?? 0, words.pages.inbox)

  /** Where the open conversation stood: once it is answered, the list of those who wait has it no more. */
  const lastIndex = useRef(-1)
  const index = rows.findIndex(({ id }) => id === place.sessionId)
  const settleAt = useEffectEvent((index: number) => {
    if (index < 0) return
    lastIndex.current = index
    const next = rows[index + 1]
    if (next !== undefined) prefetch(next.id)
  })
  useEffect(() => settleAt(index), [index])

  useShortcuts({
    onMove(steps) {
      const next = rows[rowAfter({ index, lastIndex: lastIndex.current, steps, count: rows.length })]
      if (next !== undefined) navigate(toPath({ ...place, sessionId: next.id }))
    },
    onBack: () => navigate(toPath({ ...place, sessionId: null })),
  })

  return (
    <section
      aria-label={words.pages.inbox}
      className={`min-h-0 flex-col border-line bg-surface md:flex md:border-r ${place.sessionId === null ? 'flex' : 'hidden'}`}
    >
      <InboxHeader />
      <SearchField
        label={words.search}
        className="mx-3 mb-2 shrink-0"
        isByKey
        value={written}
        onChange={setWritten}
      />
      <ViewTabs place={place} counts={inbox.counts} />
      {inbox.error !== null && rows.length === 0 ? (
        <Failure error={inbox.error} onRetry={() => void inbox.refetch()} />
      ) : (
        <InboxList
          // Another list begins at its top.
          key={`${place.view} ${search}`}
          rows={rows}
          place={place}
          isOld={inbox.isPlaceholderData}
          empty={<NoRows place={place} isPending={inbox.isPending} isSearch={search !== ''} />}
          onNearEnd={() => {
            if (inbox.hasNextPage && !inbox.isFetching) void inbox.fetchNextPage()
          }}
        />
      )}
    </section>
  )
}

function useWaitingInTitle(waiting: number, title: string): void {
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title} · Bellhop`
  }, [waiting, title])
}
