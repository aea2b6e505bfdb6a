import { useWordsOf } from '../language/use-words.ts'
import { Card } from '../parts/card.tsx'
import { ListState } from '../parts/list-state.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { useList } from '../use-list.ts'
import { ActorFilter } from './actor-filter.tsx'
import { AuditRow } from './audit-row.tsx'
import { AUDIT_WORDS } from './audit-words.ts'
import type { AuditEvent } from './contract.ts'
import { toPeoplePath, type PeoplePlace } from './people-place.ts'
import { useNames } from './use-names.ts'
import { PEOPLE_WORDS } from './words.ts'

/** Who did what, the newest first. */
export function Audit({ place }: { place: PeoplePlace }) {
  const { parts } = useWordsOf(PEOPLE_WORDS)
  const words = useWordsOf(AUDIT_WORDS)
  const events = useList<AuditEvent>('audit', pathOf(place))
  const names = useNames()
  return (
    <Card title={parts.audit} actions={<ActorFilter place={place} names={names} />}>
      {place.sessionId !== null && (
        <p className="flex flex-wrap items-center gap-x-3 border-b border-line px-4 py-2 text-sm text-muted">
          {words.onlyOneConversation}
          <TextLink to={toPeoplePath({ ...place, sessionId: null })}>{words.showAll}</TextLink>
        </p>
      )}
      <ul className="divide-y divide-line">
        {events.items?.map((event) => (
          <AuditRow key={event.id} event={event} place={place} nameOf={names.nameOf} />
        ))}
      </ul>
      <ListState list={events} empty={words.none} />
    </Card>
  )
}

function pathOf({ actorId, sessionId }: PeoplePlace): string {
  const query = new URLSearchParams()
  if (actorId !== null) query.set('actor_id', actorId)
  if (sessionId !== null) query.set('session_id', sessionId)
  return query.size === 0 ? '/audit' : `/audit?${query}`
}
