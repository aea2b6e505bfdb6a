import { useEffect, type ReactNode } from 'react'

import { useArrival } from '../use-arrival.ts'
import { LiveMark } from './live-mark.tsx'

/** A page beside the navigation: its title, what can be done with the whole of it, and what scrolls below. */
export function PageFrame({
  title,
  actions,
  children,
}: {
  title: string
  actions?: ReactNode
  children: ReactNode
}) {
  const heading = useArrival()
  useEffect(() => {
    document.title = `${title} · Bellhop`
  }, [title])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-2 md:px-6">
        <h1 ref={heading} tabIndex={-1} className="text-lg font-bold outline-none">
          {title}
        </h1>
        <LiveMark />
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-5xl flex-col gap-6 p-4 md:p-6">{children}</div>
      </div>
    </div>
  )
}
