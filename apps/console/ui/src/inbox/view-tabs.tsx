import type { InboxPage, View } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Tabs } from '../parts/tabs.tsx'
import { toPath, type Place } from './place.ts'

const VIEWS: readonly View[] = ['waiting', 'mine', 'manual', 'agent', 'open', 'ended']

/** Which conversations the list has, and how many there are of each. */
export function ViewTabs({ place, counts }: { place: Place; counts: InboxPage['counts'] | undefined }) {
  const words = useWords()
  const tabs = VIEWS.map((view) => ({
    name: words.views[view],
    to: toPath({ ...place, view }),
    isCurrent: view === place.view,
    count: view === 'ended' ? undefined : counts?.[view],
  }))
  return <Tabs label={words.viewsLabel} tabs={tabs} isTight className="shrink-0 border-b border-line px-1" />
}
