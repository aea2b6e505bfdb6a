import type { Session } from '../contract.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { toPath, type Place } from '../inbox/place.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { Icons } from '../parts/icons.tsx'
import { Link } from '../parts/link.tsx'
import { undoEnd, useEnding } from '../endings.ts'
import { useArrival } from '../use-arrival.ts'
import { TITLE_ID } from './title-id.ts'
import { useSessionActions } from './use-session-actions.ts'

/** Who it is, who has it, and what can be done with the whole of it. */
export function ConversationHeader({
  session,
  place,
  mayServe,
}: {
  session: Session
  place: Place
  mayServe: boolean
}) {
  const words = useWords()
  const heading = useArrival()

  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-3 py-2 md:px-5">
      <Link
        to={toPath({ ...place, sessionId: null })}
        aria-label={words.back}
        className="-ml-1 flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover md:hidden"
      >
        <Icons.back />
      </Link>
      <div className="min-w-0 flex-1">
        <h2
          ref={heading}
          id={TITLE_ID}
          tabIndex={-1}
          className="flex items-center gap-2 font-semibold outline-none"
        >
          <bdi className="truncate">{session.name}</bdi>
          <Who session={session} />
        </h2>
        <p className="truncate text-xs text-muted">
          <bdi>{words.room(session.room)}</bdi> · <bdi>{session.phone}</bdi> · {session.line}
        </p>
      </div>
      {mayServe && session.status === 'open' && <Actions session={session} />}
    </header>
  )
}

function Who({ session: { status, mode, idle, ...session } }: { session: Session }) {
  const words = useWords()
  const { clock } = useTimes()
  const { end_reason, agent_status, returns_to_agent_at, operator } = session
  if (status === 'terminated') {
    return (
      <Badge>
        {words.ended}
        {end_reason !== null && `: ${words.endReasons[end_reason]}`}
      </Badge>
    )
  }
  return (
    <>
      <Badge tone={mode === 'manual' ? 'staff' : 'agent'}>
        {operator === null ? words.modes[mode] : <bdi>{operator.display_name}</bdi>}
        {returns_to_agent_at !== null && ` ${words.until(clock(returns_to_agent_at))}`}
      </Badge>
      {idle && <Badge>{words.idle}</Badge>}
      {agent_status === 'failed' && <Badge tone="bad">{words.agentFailed}</Badge>}
    </>
  )
}

function Actions({ session }: { session: Session }) {
  const words = useWords()
  const { setMode, end, isOthers, isChanging } = useSessionActions(session)
  const ending = useEnding(session.id)
  if (ending !== null) {
    return (
      <p className="flex items-center justify-between gap-2 text-sm text-muted max-md:w-full">
        {words.ending}
        <Button ref={focusOnce} disabled={ending === 'now'} onClick={() => undoEnd(session.id)}>
          {words.undo}
        </Button>
      </p>
    )
  }
  return (
    <div className="flex gap-2 max-md:w-full max-md:*:flex-1">
      {(session.mode === 'agent' || isOthers) && (
        <Button disabled={isChanging} onClick={() => setMode('manual')}>
          {words.takeOver}
        </Button>
      )}
      {session.mode === 'manual' && (
        <Button disabled={isChanging} onClick={() => setMode('agent')}>
          {words.giveBack}
        </Button>
      )}
      <Button tone="danger" onClick={end}>
        {words.end}
      </Button>
    </div>
  )
}

/** The button is gone on which the focus was. The same function each time, so that React calls it once. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus()
}
