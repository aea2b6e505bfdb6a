import { useWords, useWordsOf } from '../language/use-words.ts'
import { usePath } from '../navigation.ts'
import { Link } from '../parts/link.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
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
      <nav aria-label={pages.people} className="-mt-2 flex gap-1 overflow-x-auto border-b border-line">
        {PARTS.map((part) => (
          <Link
            key={part}
            to={toPeoplePath({ part })}
            aria-current={part === place.part ? 'page' : undefined}
            className="-mb-px flex min-h-10 items-center border-b-2 border-transparent px-2 text-sm whitespace-nowrap text-muted -outline-offset-2 hover:text-text aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-text"
          >
            {words.parts[part]}
          </Link>
        ))}
      </nav>
      {place.part === 'operators' && <Operators />}
      {place.part === 'keys' && <Keys />}
      {place.part === 'audit' && <Audit place={place} />}
    </PageFrame>
  )
}
