import { useWords, useWordsOf } from '../language/use-words.ts'
import { usePath } from '../navigation.ts'
import { PageFrame } from '../parts/page-frame.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Audit } from './audit.tsx'
import { Keys } from './keys.tsx'
import { Operators } from './operators.tsx'
import { PARTS, readPeoplePlace, toPeoplePath } from './people-place.ts'
import { PEOPLE_WORDS } from './words.ts'

/** Who may do what, and who did what. */
export function PeoplePage() {
  const { pages } = useWords()
  const words = useWordsOf(PEOPLE_WORDS)
  const place = readPeoplePlace(usePath())
  return (
    <PageFrame title={pages.people}>
      <Tabs
        label={pages.people}
        tabs={PARTS.map((part) => ({
          name: words.parts[part],
          to: toPeoplePath({ part }),
          isCurrent: part === place.part,
        }))}
        className="-mt-2 border-b border-line"
      />
      {place.part === 'operators' && <Operators />}
      {place.part === 'keys' && <Keys />}
      {place.part === 'audit' && <Audit place={place} />}
    </PageFrame>
  )
}
