import { use } from 'react'

import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { LiveContext } from '../use-live.ts'

const DOTS = { live: 'bg-good', connecting: 'bg-muted', lost: 'bg-warm animate-pulse' }

/** Where this is, whether it is live, and the way to the other pages. */
export function InboxHeader({ onChangeLanguage }: { onChangeLanguage: () => void }) {
  const words = useWords()
  const live = use(LiveContext)
  const other = words.otherLanguage
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 pr-2 pl-4">
      <p className="text-lg font-bold">
        Bellhop <span className="font-normal text-muted max-md:hidden">{words.inbox}</span>
      </p>
      <p role="status" className="mr-auto flex items-center gap-1.5 text-xs text-muted">
        <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[live]}`} />
        {words.live[live]}
      </p>
      <button
        type="button"
        lang={other.tag}
        title={other.name}
        className="min-h-9 rounded-lg px-2 text-xs text-muted hover:bg-hover hover:text-text"
        onClick={onChangeLanguage}
      >
        <span aria-hidden="true">{other.tag.toUpperCase()}</span>
        <span className="sr-only">{other.name}</span>
      </button>
      <Menu />
    </header>
  )
}

function Menu() {
  const words = useWords()
  const pages = [
    ['/', words.pages.checkIns],
    ['/sessions', words.pages.sessions],
    ['/unmatched', words.pages.unmatched],
    ['/lines', words.pages.lines],
    ['/queues', words.pages.queues],
  ] as const
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a menu that lost the focus closes
    <details
      className="relative"
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) currentTarget.open = false
      }}
    >
      <summary
        aria-label={words.menu}
        className="flex size-9 list-none items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-text [&::-webkit-details-marker]:hidden"
      >
        <Icons.menu />
      </summary>
      <nav
        aria-label={words.menu}
        className="absolute top-10 right-0 z-10 flex w-44 flex-col rounded-xl border border-line bg-surface p-1 shadow-lg"
      >
        {pages.map(([path, label]) => (
          <a key={path} href={path} className="rounded-lg px-3 py-2 text-sm hover:bg-hover">
            {label}
          </a>
        ))}
      </nav>
    </details>
  )
}
