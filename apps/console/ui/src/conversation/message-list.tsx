import { Fragment } from 'react'

import type { Message, Session } from '../contract.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Icons } from '../parts/icons.tsx'
import { Note } from '../parts/note.tsx'
import { useNow } from '../use-now.ts'
import { EarlierSessions } from './earlier-sessions.tsx'
import { MessageBubble } from './message-bubble.tsx'
import { Unconfirmed } from './unconfirmed.tsx'
import { useEarlierSessions } from './use-earlier-sessions.ts'
import { useMessageAction } from './use-message-actions.ts'
import type { useReplies } from './use-replies.ts'
import { useScroll } from './use-scroll.ts'

export function MessageList({
  session,
  messages,
  replies,
  mayServe,
  hasOlder,
  isLoadingOlder,
  onOlder,
}: {
  session: Session
  messages: readonly Message[]
  replies: ReturnType<typeof useReplies>
  mayServe: boolean
  hasOlder: boolean
  isLoadingOlder: boolean
  onOlder: () => void
}) {
  const words = useWords()
  const { day } = useTimes()
  const now = useNow()
  const { mutate: act, isPending } = useMessageAction(session.id)
  const earlier = useEarlierSessions(session)
  const { ref, onScroll, isAtEnd, toEnd } = useScroll(messages[0]?.id, replies.unconfirmed.length)

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={ref}
        onScroll={onScroll}
        role="log"
        aria-live="off"
        aria-label={words.messages}
        tabIndex={0}
        className="h-full overflow-y-auto px-3 py-4 -outline-offset-2 [overflow-anchor:none] md:px-5"
      >
        {!hasOlder && <EarlierSessions sessions={earlier} />}
        {hasOlder && (
          <p className="mb-3 text-center">
            <Button tone="quiet" disabled={isLoadingOlder} onClick={onOlder}>
              {isLoadingOlder ? words.loading : words.older}
            </Button>
          </p>
        )}
        {messages.length === 0 && <Note>{words.noMessages}</Note>}
        <ol className="mx-auto flex max-w-3xl flex-col">
          {messages.map((message, at) => {
            const before = messages[at - 1]
            const today = day(timeOf(message), now)
            const isNewDay = before === undefined || day(timeOf(before), now) !== today
            return (
              <Fragment key={message.id}>
                {isNewDay && <li className="my-3 text-center text-xs font-medium text-muted">{today}</li>}
                <MessageBubble
                  message={message}
                  startsTurn={isNewDay || before.role !== message.role}
                  isBusy={isPending}
                  onAct={mayServe ? act : null}
                />
              </Fragment>
            )
          })}
          {replies.unconfirmed.map((reply) => (
            <Unconfirmed
              key={reply.key}
              reply={reply}
              onAgain={() => replies.sendAgain(reply)}
              onDiscard={() => replies.drop(reply.key)}
            />
          ))}
        </ol>
      </div>
      {!isAtEnd && (
        <button
          type="button"
          aria-label={words.newest}
          className="absolute right-5 bottom-4 flex size-10 items-center justify-center rounded-full border border-line bg-surface text-muted shadow-md hover:text-text"
          onClick={toEnd}
        >
          <Icons.down />
        </button>
      )}
    </div>
  )
}

export const timeOf = ({ sent_at, created_at }: Message): string => sent_at ?? created_at
