import { useRef } from 'react'

import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { LogOut } from '../parts/log-out.tsx'
import { useMe } from '../use-may.ts'
import type { Page } from './pages.ts'

const ITEM = 'flex min-h-10 items-center rounded-lg px-3 text-left text-sm hover:bg-hover'

/** Who is logged in, the other language, the way out, and on a phone the pages that the bar has no room for. */
export function MorePages({
  pages,
  maySeeQueues,
  onChangeLanguage,
}: {
  pages: readonly Page[]
  maySeeQueues: boolean
  onChangeLanguage: () => void
}) {
  const words = useWords()
  const me = useMe()
  const details = useRef<HTMLDetailsElement>(null)
  const close = () => {
    if (details.current) details.current.open = false
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a menu that lost the focus closes
    <details
      ref={details}
      className="relative flex-auto md:mx-1 md:mt-auto md:flex-none"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) close()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || details.current?.open !== true) return
        event.preventDefault()
        close()
        details.current.querySelector('summary')?.focus()
      }}
    >
      <summary className="flex min-h-14 list-none flex-col items-center justify-center gap-0.5 text-[0.6875rem] leading-4 text-muted hover:bg-hover hover:text-text md:rounded-xl [&::-webkit-details-marker]:hidden">
        <Icons.more className="size-[1.375rem]" />
        {words.menu}
      </summary>
      <div className="absolute right-1 bottom-full z-20 mb-1 flex w-56 flex-col rounded-xl border border-line bg-surface p-1 shadow-lg md:right-auto md:bottom-0 md:left-full md:mb-0 md:ml-2">
        {me !== undefined && (
          <p className="border-b border-line px-3 py-2 text-sm">
            <bdi className="font-medium">{me.display_name}</bdi>
          </p>
        )}
        {pages.map(({ name, path }) => (
          <Link key={name} to={path} className={`${ITEM} ${name === 'account' ? '' : 'md:hidden'}`}>
            {words.pages[name]}
          </Link>
        ))}
        {maySeeQueues && (
          <a href="/queues" className={`${ITEM} md:hidden`}>
            {words.pages.queues}
          </a>
        )}
        <a href="/api/docs" className={ITEM}>
          {words.pages.api}
        </a>
        <button type="button" lang={words.otherLanguage.tag} className={ITEM} onClick={onChangeLanguage}>
          {words.otherLanguage.name}
        </button>
        <LogOut>
          <button type="submit" className={`${ITEM} w-full`}>
            {words.logOut}
          </button>
        </LogOut>
      </div>
    </details>
  )
}
