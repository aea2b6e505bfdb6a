import { useEffect, useRef, useState } from 'react'

import { CheckInDialog } from '../check-ins/check-in-dialog.tsx'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { ListState } from '../parts/list-state.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { useList } from '../use-list.ts'
import { useMay } from '../use-may.ts'
import type { UnmatchedChat } from './contract.ts'
import { ChatCard } from './chat-card.tsx'
import { useTellHandling } from './use-tell-handling.ts'
import { UNMATCHED_WORDS } from './words.ts'

/** Who wrote and was not served, and the way to serve them. */
export function UnmatchedPage() {
  const { pages } = useWords()
  const words = useWordsOf(UNMATCHED_WORDS)
  const mayServe = useMay('serve') ?? false
  const list = useList<UnmatchedChat>('unmatched', '/unmatched/chats')
  const [chosen, setChosen] = useState<(UnmatchedChat & { phone: string }) | null>(null)
  const top = useRef<HTMLDivElement>(null)
  // What was clicked on may be gone once its dialog closes.
  useEffect(() => {
    if (chosen === null && document.activeElement === document.body)
      top.current?.focus({ preventScroll: true })
  }, [chosen])
  const tellHandling = useTellHandling()
  const chats = list.items ?? []
  const sections = [
    { title: words.recent, hint: null, of: chats.filter((chat) => chat.within_a_day) },
    { title: words.older, hint: words.olderHint, of: chats.filter((chat) => !chat.within_a_day) },
  ]
  return (
    <PageFrame title={pages.unmatched}>
      <div ref={top} tabIndex={-1} className="flex flex-col gap-6 outline-none">
        {chats.length > 0 && <p className="text-sm text-muted">{words.explain}</p>}
        {sections.map(
          ({ title, hint, of }) =>
            of.length > 0 && (
              <section key={title} aria-label={title} className="flex flex-col gap-3">
                <header className="flex flex-wrap items-baseline gap-x-3">
                  <h2 className="font-semibold">{title}</h2>
                  {hint !== null && <p className="text-sm text-muted">{hint}</p>}
                </header>
                <ul className="flex flex-col gap-3">
                  {of.map((chat) => (
                    <ChatCard
                      key={`${chat.line}/${chat.chat_id}`}
                      chat={chat}
                      onCheckIn={mayServe ? setChosen : null}
                    />
                  ))}
                </ul>
              </section>
            ),
        )}
        <ListState list={list} empty={words.empty} />
      </div>
      {chosen !== null && (
        <CheckInDialog
          known={{ phone: chosen.phone, name: chosen.name ?? '' }}
          {...(chosen.within_a_day && { onCheckedIn: tellHandling })}
          onClose={() => setChosen(null)}
        />
      )}
    </PageFrame>
  )
}
