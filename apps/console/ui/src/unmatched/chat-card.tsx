import { useTimes } from '../language/times.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Phone } from '../parts/phone.tsx'
import { When } from '../parts/when.tsx'
import { useNow } from '../use-now.ts'
import { useSettings } from '../use-settings.ts'
import type { UnmatchedChat } from './contract.ts'
import { UNMATCHED_WORDS } from './words.ts'

const MANY = 100

/** Somebody who wrote: who it is, why nobody answered, the last of what was written, and the way to answer. */
export function ChatCard({
  chat,
  onCheckIn,
}: {
  chat: UnmatchedChat
  /** Null: it may not be done. */
  onCheckIn: ((chat: UnmatchedChat & { phone: string }) => void) | null
}) {
  const words = useWordsOf(UNMATCHED_WORDS)
  const { lines } = useSettings()
  const now = useNow()
  const { short } = useTimes()
  const { phone, name, reason, last_at } = chat
  const who = name ?? phone ?? words.hidden
  return (
    <li className="grid gap-3 rounded-xl border border-line bg-surface p-4 md:grid-cols-[minmax(0,1fr)_auto] md:gap-x-4">
      <div className="min-w-0">
        <h3 className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{name === null ? <Who chat={chat} /> : <bdi>{name}</bdi>}</span>
          <When at={last_at} className="text-xs text-muted">
            {short(last_at, now)}
          </When>
        </h3>
        {name !== null && (
          <p className="text-xs text-muted">
            <Who chat={chat} />
          </p>
        )}
        <p className="mt-0.5 text-sm text-muted">
          {words.reasons[reason]}
          {lines.length > 1 && ` · ${chat.line}`}
        </p>
      </div>
      <Written chat={chat} who={who} />
      {onCheckIn !== null && phone !== null && (
        <Button
          tone={chat.within_a_day ? 'primary' : 'plain'}
          aria-label={words.checkInOf(who)}
          className="md:col-start-2 md:row-start-1 md:self-start"
          onClick={() => onCheckIn({ ...chat, phone })}
        >
          {words.checkIn}
        </Button>
      )}
    </li>
  )
}

function Who({ chat: { phone, country } }: { chat: UnmatchedChat }) {
  const words = useWordsOf(UNMATCHED_WORDS)
  return phone === null ? words.hidden : <Phone phone={phone} country={country} />
}

/** The newest messages, as a conversation has them. */
function Written({ chat: { last, messages }, who }: { chat: UnmatchedChat; who: string }) {
  const { kinds } = useWords()
  const words = useWordsOf(UNMATCHED_WORDS)
  const more = messages - last.length
  return (
    <ol aria-label={words.messages(who)} className="flex flex-col items-start gap-1.5 md:col-span-2">
      {more > 0 && (
        <li className="text-xs text-muted">{messages >= MANY ? words.many : words.before(more)}</li>
      )}
      {last.toReversed().map(({ id, text, kind, at }) => (
        <li
          key={id}
          className="max-w-full rounded-2xl rounded-bl-sm border border-line bg-ground px-3 py-1.5 text-sm md:max-w-[75%]"
        >
          {kind !== 'text' && <p className="text-xs font-semibold text-muted">{kinds[kind] ?? kind}</p>}
          {text !== null && (
            <p dir="auto" className="line-clamp-6 whitespace-pre-wrap wrap-anywhere">
              {text}
            </p>
          )}
          <p className="text-right text-[0.6875rem] leading-4 text-muted">
            <When at={at} />
          </p>
        </li>
      ))}
    </ol>
  )
}
