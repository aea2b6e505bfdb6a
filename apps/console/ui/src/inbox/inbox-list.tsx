import { useEffect, useEffectEvent, type ReactNode } from 'react'

import type { InboxRow as Row } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { ROW_HEIGHT, InboxRow } from './inbox-row.tsx'
import type { Place } from './place.ts'
import { useWindowing } from './use-windowing.ts'

const NEAR_END_ROWS = 20

export function InboxList({
  rows,
  place,
  isOld,
  empty,
  onNearEnd,
}: {
  rows: readonly Row[]
  place: Place
  /** Of another view or search, until its own rows are there. */
  isOld: boolean
  /** What stands in the place of rows while there are none. */
  empty: ReactNode
  onNearEnd: () => void
}) {
  const words = useWords()
  const { ref, measure, show, start, end } = useWindowing({ count: rows.length, rowHeight: ROW_HEIGHT })
  useEffect(() => {
    if (end + NEAR_END_ROWS >= rows.length) onNearEnd()
  })
  // Whoever moves by keys sees where; a list that only changed its order stays where it is.
  const showRowOf = useEffectEvent((sessionId: string | null) => {
    const index = rows.findIndex(({ id }) => id === sessionId)
    if (index >= 0) show(index)
  })
  useEffect(() => showRowOf(place.sessionId), [place.sessionId])

  return (
    <div
      ref={ref}
      onScroll={measure}
      className={`min-h-0 flex-1 overflow-y-auto transition-opacity ${isOld ? 'opacity-50' : ''}`}
    >
      {rows.length === 0 && empty}
      <ul
        aria-label={words.views[place.view]}
        className="relative"
        style={{ height: rows.length * ROW_HEIGHT }}
      >
        {rows.slice(start, end).map((row, at) => (
          <li
            key={row.id}
            aria-setsize={rows.length}
            aria-posinset={start + at + 1}
            className="absolute inset-x-0"
            style={{ top: (start + at) * ROW_HEIGHT, height: ROW_HEIGHT }}
          >
            <InboxRow row={row} view={place.view} isChosen={row.id === place.sessionId} />
          </li>
        ))}
      </ul>
    </div>
  )
}
