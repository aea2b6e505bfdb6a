import type { InboxPage, View } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Link } from '../parts/link.tsx'
import { toPath, type Place } from './place.ts'

const VIEWS: readonly View[] = ['waiting', 'mine', 'manual', 'agent', 'open', 'ended']

/** Which conversations the list has, and how many there are of each. */
export function ViewTabs({ place, counts }: { place: Place; counts: InboxPage['counts'] | undefined }) {
  const words = useWords()
  return (
    <nav aria-label={words.viewsLabel} className="flex shrink-0 overflow-x-auto border-b border-line px-2">
      {VIEWS.map((view) => {
        const count = view === 'ended' ? undefined : counts?.[view]
        return (
          <Link
            key={view}
            to={toPath({ ...place, view })}
            aria-current={view === place.view ? 'page' : undefined}
            className="-mb-px flex min-h-10 items-center gap-1 border-b-2 border-transparent px-1.5 text-sm whitespace-nowrap text-muted hover:text-text aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-text"
          >
            {words.views[view]}
            {count !== undefined && (
              <span className="text-xs font-normal text-muted tabular-nums">{count}</span>
            )}
          </Link>
        )
      })}
    </nav>
  )
}
