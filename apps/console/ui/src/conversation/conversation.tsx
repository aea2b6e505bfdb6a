import { useEffect, useEffectEvent } from 'react'

import { useMarkRead } from '../inbox/use-inbox.ts'
import { useWords } from '../language/use-words.ts'
import type { Place } from '../inbox/place.ts'
import { Failure } from '../parts/failure.tsx'
import { ConversationHeader } from './conversation-header.tsx'
import { MessageList } from './message-list.tsx'
import { NewMessageVoice } from './new-message-voice.tsx'
import { PausedLine } from './paused-line.tsx'
import { ReplyBox } from './reply-box.tsx'
import { useConversation } from './use-conversation.ts'
import { useReplies } from './use-replies.ts'

/** One conversation, to read and to answer. */
export function Conversation({
  place,
  mayServe,
}: {
  place: Place & { sessionId: string }
  /** Undefined until it is known. */
  mayServe: boolean | undefined
}) {
  const words = useWords()
  const { sessionId } = place
  const conversation = useConversation(sessionId)
  const { session, messages, error } = conversation
  const replies = useReplies(sessionId)
  useReading(sessionId, mayServe ? messages.findLast(({ role }) => role === 'User')?.id : undefined)

  return (
    <section
      aria-label={session === undefined ? words.loading : words.conversationWith(session.name)}
      className="flex min-h-0 min-w-0 flex-col"
    >
      {session === undefined ? (
        error === null ? (
          <p className="m-auto p-8 text-muted">{words.loading}</p>
        ) : (
          <Failure error={error} onRetry={() => void conversation.refetch()} />
        )
      ) : (
        <>
          <ConversationHeader session={session} place={place} mayServe={mayServe === true} />
          <MessageList
            session={session}
            messages={messages}
            replies={replies}
            mayServe={mayServe === true}
            hasOlder={conversation.hasNextPage}
            isLoadingOlder={conversation.isFetchingNextPage}
            onOlder={() => void conversation.fetchNextPage()}
          />
          <PausedLine line={session.line} />
          <NewMessageVoice name={session.name} messages={messages} />
          {mayServe === true && <ReplyBox session={session} onSend={replies.send} />}
          {mayServe === false && (
            <p className="border-t border-line bg-surface p-3 text-center text-sm text-muted">
              {words.onlyLooks}
            </p>
          )}
        </>
      )}
    </section>
  )
}

/** Says that the guest's newest message was read, once somebody can have seen it. */
function useReading(sessionId: string, newestId: string | undefined): void {
  const read = useEffectEvent(useMarkRead())
  useEffect(() => {
    const readIfSeen = () => {
      if (newestId !== undefined && document.visibilityState === 'visible') read(sessionId)
    }
    readIfSeen()
    document.addEventListener('visibilitychange', readIfSeen)
    return () => document.removeEventListener('visibilitychange', readIfSeen)
  }, [sessionId, newestId])
}
