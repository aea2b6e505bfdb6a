import { useWords } from '../language/use-words.ts'
import { LiveMark } from '../parts/live-mark.tsx'

/** Where this is, and whether it is live. */
export function InboxHeader() {
  const words = useWords()
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 px-4">
      <p aria-hidden="true" className="text-lg font-bold">
        {words.pages.inbox}
      </p>
      <LiveMark />
    </header>
  )
}
