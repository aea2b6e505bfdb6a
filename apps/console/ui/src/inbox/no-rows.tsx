import type { View } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Note } from '../parts/note.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { toPath, type Place } from './place.ts'

/** Between them they have every conversation. */
const WIDEST: readonly View[] = ['open', 'ended']

/** Why the list is empty. A search that found nothing goes on elsewhere with one click: what was written stays. */
export function NoRows({
  place,
  isPending,
  isSearch,
}: {
  place: Place
  isPending: boolean
  isSearch: boolean
}) {
  const words = useWords()
  if (isPending) return <Note>{words.loading}</Note>
  if (!isSearch) return <Note>{words.nothing[place.view]}</Note>
  return (
    <Note>
      {words.nothingFound}
      <span className="mt-2 flex flex-wrap justify-center gap-x-4">
        {WIDEST.filter((view) => view !== place.view).map((view) => (
          <TextLink key={view} to={toPath({ ...place, view })} className="py-2 text-accent">
            {words.searchIn(words.views[view])}
          </TextLink>
        ))}
      </span>
    </Note>
  )
}
