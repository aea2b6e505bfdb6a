import { toPath } from '../inbox/place.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { When } from '../parts/when.tsx'
import { AUDIT_WORDS } from './audit-words.ts'
import type { AuditEvent } from './contract.ts'
import { toPeoplePath, type PeoplePlace } from './people-place.ts'
import { ROLE_WORDS } from './role-words.ts'
import { tellAudit } from './tell-audit.ts'

export function AuditRow({
  event,
  place,
  nameOf,
}: {
  event: AuditEvent
  place: PeoplePlace
  nameOf: (id: string) => string | undefined
}) {
  const words = useWordsOf(AUDIT_WORDS)
  const { names } = useWordsOf(ROLE_WORDS)
  const roleOf = (role: string) => (names as Record<string, string>)[role]
  const { actor_id, actor_name, actor_kind, session_id, at } = event
  const actor = (actor_id === null ? undefined : nameOf(actor_id)) ?? actor_name
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <p className="min-w-0 flex-1 basis-72 wrap-anywhere">
        <bdi className="font-semibold">{actor}</bdi> {actor_kind === 'key' && <Badge>{words.key}</Badge>}{' '}
        {tellAudit(event, words, { nameOf, roleOf })}
      </p>
      {session_id !== null && (
        <p className="flex gap-3 text-xs text-muted">
          <TextLink to={toPath({ view: 'open', sessionId: session_id })}>{words.conversation}</TextLink>
          {place.sessionId === null && (
            <TextLink to={toPeoplePath({ ...place, sessionId: session_id })}>{words.allAboutIt}</TextLink>
          )}
        </p>
      )}
      <p className="text-xs text-muted">
        <When at={at} />
      </p>
    </li>
  )
}
