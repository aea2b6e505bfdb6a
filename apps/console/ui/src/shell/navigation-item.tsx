import type { ComponentType, ReactNode } from 'react'

import { useWords } from '../language/use-words.ts'
import { Link } from '../parts/link.tsx'
import type { PageName } from './pages.ts'

const MANY = 99

/** The way to a page, and how much waits there. */
export function NavigationItem({
  page: { name, path, icon: Icon },
  isCurrent,
  isElsewhere = false,
  count,
}: {
  page: { name: PageName | 'queues'; path: string; icon: ComponentType<{ className?: string }> }
  isCurrent: boolean
  /** Another program's page, to be loaded anew. */
  isElsewhere?: boolean
  count: number | null
}) {
  const words = useWords()
  const look =
    'relative flex min-h-14 min-w-0 flex-auto flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 text-muted hover:bg-hover hover:text-text aria-[current]:font-semibold aria-[current]:text-accent md:mx-1 md:flex-none md:rounded-xl md:aria-[current]:bg-chosen'
  const inside: ReactNode = (
    <>
      <span className="relative">
        <Icon className="size-[1.375rem]" />
        {count !== null && count > 0 && (
          <span className="absolute -top-1.5 left-3.5 rounded-full bg-accent px-1 text-[0.625rem] leading-4 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{count > MANY ? `${MANY}+` : count}</span>
          </span>
        )}
      </span>
      <span className="max-w-full truncate">{words.pages[name]}</span>
      {count !== null && count > 0 && (
        <span className="sr-only"> ({name === 'inbox' ? words.waiting(count) : words.toDo(count)})</span>
      )}
    </>
  )
  if (isElsewhere) {
    return (
      <a href={path} className={look}>
        {inside}
      </a>
    )
  }
  return (
    <Link to={path} aria-current={isCurrent ? 'page' : undefined} className={look}>
      {inside}
    </Link>
  )
}
