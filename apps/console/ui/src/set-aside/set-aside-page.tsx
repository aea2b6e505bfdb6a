import { useWords, useWordsOf } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { Note } from '../parts/note.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { useList } from '../use-list.ts'
import type { AsideMessage, QuarantinedEvent } from './contract.ts'
import { Part } from './part.tsx'
import { UnappliedRow } from './unapplied-row.tsx'
import { UnknownRow } from './unknown-row.tsx'
import { UnreadRow } from './unread-row.tsx'
import { SET_ASIDE_WORDS } from './words.ts'

/** What is being tried again is so for seconds. */
const UNREAD_POLL_MS = 3_000

/** All that needs a hand: what may have left, what could not be applied, what could not be read. */
export function SetAsidePage() {
  const { pages, loading } = useWords()
  const words = useWordsOf(SET_ASIDE_WORDS)
  const unknown = useList<AsideMessage>('unknown', '/messages?status=unknown')
  const unapplied = useList<AsideMessage>('set-aside', '/set-aside')
  const unread = useList<QuarantinedEvent>('quarantined', '/quarantined', UNREAD_POLL_MS)
  const lists = [unknown, unapplied, unread]
  return (
    <PageFrame title={pages.setAside}>
      <Part {...words.parts.unknown} list={unknown}>
        {(message) => <UnknownRow key={message.id} message={message} />}
      </Part>
      <Part {...words.parts.unapplied} list={unapplied}>
        {(message) => <UnappliedRow key={message.id} message={message} />}
      </Part>
      <Part {...words.parts.unread} list={unread}>
        {(event) => <UnreadRow key={event.id} event={event} />}
      </Part>
      {lists.some(({ isPending }) => isPending) && <Note>{loading}</Note>}
      {lists.every(({ items }) => items?.length === 0) && (
        <div className="flex flex-col items-center gap-2 py-16 text-center">
          <Icons.tick className="size-8 text-good" />
          <p className="font-medium">{words.nothing}</p>
          <p className="max-w-md text-sm text-muted">{words.nothingMeans}</p>
        </div>
      )}
    </PageFrame>
  )
}
