import { Conversation } from '../conversation/conversation.tsx'
import { useWords } from '../language/use-words.ts'
import { usePath } from '../navigation.ts'
import { useMay } from '../use-may.ts'
import { Inbox } from './inbox.tsx'
import { NothingChosen } from './nothing-chosen.tsx'
import { readPlace } from './place.ts'

/** The list, and beside it the conversation that is open; on a phone one of the two. */
export function InboxPage() {
  const words = useWords()
  const place = readPlace(usePath())
  const { sessionId } = place
  const mayServe = useMay('serve')
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] md:grid-cols-[minmax(18rem,27rem)_minmax(0,1fr)]">
      <h1 className="sr-only">{words.pages.inbox}</h1>
      <Inbox place={place} />
      {sessionId === null ? (
        <NothingChosen />
      ) : (
        <Conversation key={sessionId} place={{ ...place, sessionId }} mayServe={mayServe} />
      )}
    </div>
  )
}
