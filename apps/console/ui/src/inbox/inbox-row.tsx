import { memo } from 'react'

import type { InboxRow as Row, View } from '../contract.ts'
import { usePrefetch } from '../conversation/use-conversation.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Link } from '../parts/link.tsx'
import { useNow } from '../use-now.ts'
import { useSettings } from '../use-settings.ts'
import { toPath } from './place.ts'
import { WaitingTime } from './waiting-time.tsx'

export const ROW_HEIGHT = 84

/** A conversation in the list: who it is, how long the guest has waited, what was said last. */
export const InboxRow = memo(function InboxRow({
  row,
  view,
  isChosen,
}: {
  row: Row
  view: View
  isChosen: boolean
}) {
  const words = useWords()
  const { lines } = useSettings()
  const prefetch = usePrefetch()
  const { id, name, room, line, status, mode } = row
  // What is open is being read.
  const unread = isChosen ? 0 : row.unread
  return (
    <Link
      to={toPath({ view, sessionId: id })}
      aria-current={isChosen ? 'true' : undefined}
      onPointerEnter={() => prefetch(id)}
      className="flex h-full flex-col justify-center gap-0.5 border-b border-line px-4 -outline-offset-2 hover:bg-hover aria-[current]:bg-chosen aria-[current]:shadow-[inset_3px_0_0_var(--color-accent)]"
    >
      <span className="flex items-baseline gap-2">
        <bdi className={`truncate ${unread > 0 ? 'font-bold' : 'font-medium'}`}>{name}</bdi>
        <span className="ml-auto shrink-0">
          <When row={row} />
        </span>
      </span>
      <span className="flex items-center gap-2 text-xs text-muted">
        <bdi className="truncate">{words.room(room)}</bdi>
        {lines.length > 1 && <span className="truncate">{line}</span>}
        {status === 'open' ? (
          <Badge tone={mode === 'manual' ? 'staff' : 'agent'}>
            {row.operator === null ? words.modes[mode] : <bdi>{row.operator.display_name}</bdi>}
          </Badge>
        ) : (
          <Badge>{words.ended}</Badge>
        )}
        {row.idle && <Badge>{words.idle}</Badge>}
        {row.agent_status === 'failed' && <Badge tone="bad">{words.agentFailed}</Badge>}
      </span>
      <span className="flex items-center gap-2 text-sm">
        <LastMessage message={row.last_message} isUnread={unread > 0} />
        {unread > 0 && (
          <span className="ml-auto shrink-0 rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent tabular-nums">
            <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
            <span className="sr-only">{words.unread(unread)}</span>
          </span>
        )}
      </span>
    </Link>
  )
})

function When({ row: { status, waiting_since, last_message, last_activity_at } }: { row: Row }) {
  const now = useNow()
  const { short } = useTimes()
  // Who wrote last in a session that is over waits no more.
  if (waiting_since !== null && status === 'open') return <WaitingTime since={waiting_since} />
  return <span className="text-xs text-muted">{short(last_message?.at ?? last_activity_at, now)}</span>
}

function LastMessage({ message, isUnread }: { message: Row['last_message']; isUnread: boolean }) {
  const words = useWords()
  if (message === null) return <span className="text-muted">…</span>
  const { text, kind, role } = message
  return (
    <span className={`min-w-0 truncate ${isUnread ? 'text-text' : 'text-muted'}`}>
      {role !== 'User' && <span>{(words.roles as Record<string, string>)[role] ?? role}: </span>}
      <span dir="auto">{text ?? words.kinds[kind] ?? kind}</span>
    </span>
  )
}
