import type { Session } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { readPlace, toPath } from '../inbox/place.ts'
import { usePath } from '../navigation.ts'
import { TextLink } from '../parts/text-link.tsx'
import { When } from '../parts/when.tsx'

/** The ways to what the guest and the hotel said before. */
export function EarlierSessions({ sessions }: { sessions: readonly Session[] }) {
  const words = useWords()
  const place = readPlace(usePath())
  if (sessions.length === 0) return null
  return (
    <nav aria-label={words.earlierSessions} className="mb-3 text-center text-xs text-muted">
      <p className="font-medium">{words.earlierSessions}</p>
      <ul>
        {sessions.map(({ id, started_at, mode, status, end_reason }) => (
          <li key={id}>
            <TextLink to={toPath({ ...place, sessionId: id })} className="inline-block py-1">
              <When at={started_at} />
              {` · ${words.modes[mode]} · `}
              {status === 'open' ? words.stillOpen : words.ended}
              {end_reason !== null && `: ${words.endReasons[end_reason]}`}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
