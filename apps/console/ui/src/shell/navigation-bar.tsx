import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { useMe } from '../use-may.ts'
import { MorePages } from './more-pages.tsx'
import { NavigationItem } from './navigation-item.tsx'
import { PAGES, type Page, type PageName } from './pages.ts'
import { useAttention } from './use-attention.ts'

/** On a phone these stand in the bar, and the others behind its last button. */
const FIRST: ReadonlySet<PageName> = new Set<PageName>(['inbox', 'checkIns', 'unmatched', 'setAside'])

/** The ways to all pages: beside them, and on a phone below. */
export function NavigationBar({
  current,
  isHiddenOnPhones,
  onChangeLanguage,
}: {
  current: PageName | undefined
  isHiddenOnPhones: boolean
  onChangeLanguage: () => void
}) {
  const words = useWords()
  const rights = useMe()?.rights ?? []
  const attention = useAttention()
  const pages = PAGES.filter(({ right }) => right === 'read' || rights.includes(right))
  const item = (page: Page) => (
    <NavigationItem
      key={page.name}
      page={page}
      isCurrent={page.name === current}
      count={countFor(page.name, attention)}
    />
  )
  return (
    <nav
      aria-label={words.navigation}
      className={`border-line bg-surface max-md:order-last max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-26 md:border-r ${isHiddenOnPhones ? 'max-md:hidden' : ''}`}
    >
      <div className="flex h-full md:flex-col md:gap-1 md:py-3">
        {/* Only this scrolls: it would cut off the menu that opens beside it. */}
        <div className="max-md:contents md:flex md:min-h-0 md:flex-col md:gap-1 md:overflow-y-auto">
          {pages.filter(({ name }) => FIRST.has(name)).map(item)}
          <div className="contents max-md:hidden">
            {pages.filter(({ name }) => !FIRST.has(name) && name !== 'account').map(item)}
            {rights.includes('queues') && (
              <NavigationItem
                page={{ name: 'queues', path: '/queues', icon: Icons.queue }}
                isCurrent={false}
                isElsewhere
                count={null}
              />
            )}
          </div>
        </div>
        <MorePages
          pages={pages.filter(({ name }) => !FIRST.has(name))}
          maySeeQueues={rights.includes('queues')}
          onChangeLanguage={onChangeLanguage}
        />
      </div>
    </nav>
  )
}

function countFor(name: PageName, attention: ReturnType<typeof useAttention>): number | null {
  if (attention === undefined) return null
  if (name === 'inbox') return attention.waiting
  if (name === 'unmatched') return attention.unmatched
  return name === 'setAside' ? attention.set_aside : null
}
