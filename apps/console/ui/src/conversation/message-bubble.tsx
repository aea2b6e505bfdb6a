import { memo, useId, useState } from 'react'

import type { Message, Role } from '../contract.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { When } from '../parts/when.tsx'
import { Attachment } from './attachment.tsx'
import { deliveryOf } from './delivery.ts'
import { DeliveryTick } from './delivery-tick.tsx'
import { Quote } from './quote.tsx'
import { BubbleActions } from './bubble-actions.tsx'
import type { MessageAction } from './use-message-actions.ts'
import { MessageText } from './message-text.tsx'
import { Story } from './story.tsx'

const LOOKS: Record<Role, string> = {
  User: 'self-start rounded-bl-sm bg-guest shadow-xs',
  System: 'self-end rounded-br-sm bg-system text-muted',
  Agent: 'self-end rounded-br-sm bg-agent',
  Staff: 'self-end rounded-br-sm bg-staff',
}
/** Kinds that say no more than who wrote. */
const PLAIN_KINDS = new Set(['text', 'agent_reply', 'staff_reply'])

/** A message: the guest's on the left, the hotel's on the right, with all that became of it. */
export const MessageBubble = memo(function MessageBubble({
  message,
  startsTurn,
  isBusy,
  onAct,
}: {
  message: Message
  /** The first of several by the same author. */
  startsTurn: boolean
  isBusy: boolean
  /** Null: nothing may be done about it. */
  onAct: ((act: { id: string; action: MessageAction }) => void) | null
}) {
  const words = useWords()
  const { clock } = useTimes()
  const [isTold, setIsTold] = useState(false)
  const storyId = useId()
  const { id, role, kind } = message
  const at = message.sent_at ?? message.created_at
  const delivery = deliveryOf(message)
  const isAutomatic = role === 'System' && !PLAIN_KINDS.has(kind)
  return (
    <li
      data-whatsapp-id={message.whatsapp_id}
      tabIndex={-1}
      className={`max-w-[85%] rounded-2xl px-3 py-1.5 wrap-anywhere focus:outline-2 focus:outline-accent md:max-w-[75%] ${LOOKS[role]} ${startsTurn ? 'mt-3' : 'mt-1'}`}
    >
      <p className={startsTurn || isAutomatic ? 'text-xs font-semibold text-muted' : 'sr-only'}>
        {words.roles[role]}
        {isAutomatic && ` · ${words.kinds[kind] ?? kind}`}
      </p>
      <Quote quote={message.quote} />
      <Attachment message={message} />
      <MessageText message={message} />
      <p className="flex flex-wrap items-center justify-end gap-x-1.5 text-[0.6875rem] leading-4 text-muted">
        <When at={at}>{clock(at)}</When>
        {delivery !== null && <DeliveryTick delivery={delivery} />}
        <button
          type="button"
          aria-expanded={isTold}
          aria-controls={isTold ? storyId : undefined}
          className="-my-1 -mr-1 rounded px-1 py-1 underline-offset-2 hover:text-text hover:underline"
          onClick={() => setIsTold(!isTold)}
        >
          {words.story.label}
        </button>
      </p>
      <Reactions reactions={message.reactions} />
      {delivery !== null && (
        <BubbleActions
          message={message}
          delivery={delivery}
          isBusy={isBusy}
          onAct={onAct && ((action) => onAct({ id, action }))}
        />
      )}
      {isTold && <Story id={storyId} messageId={id} />}
    </li>
  )
})

function Reactions({ reactions }: { reactions: Message['reactions'] }) {
  const words = useWords()
  if (reactions === null) return null
  return (
    <p className="mt-1 flex gap-1">
      {Object.entries(reactions).map(([who, emoji]) => (
        <span
          key={who}
          title={words.reactedBy[who] ?? who}
          className="rounded-full border border-line bg-surface px-1.5 text-sm leading-6"
        >
          {emoji} <span className="sr-only">{words.reactedBy[who] ?? who}</span>
        </span>
      ))}
    </p>
  )
}
