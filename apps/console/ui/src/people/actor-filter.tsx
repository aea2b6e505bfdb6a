import { useWordsOf } from '../language/use-words.ts'
import { navigate } from '../navigation.ts'
import { AUDIT_WORDS } from './audit-words.ts'
import { toPeoplePath, type PeoplePlace } from './people-place.ts'
import type { useNames } from './use-names.ts'

/** Narrows the audit to what one operator or key did. */
export function ActorFilter({
  place,
  names: { operators, keys },
}: {
  place: PeoplePlace
  names: ReturnType<typeof useNames>
}) {
  const words = useWordsOf(AUDIT_WORDS)
  return (
    <label className="flex items-center gap-2 text-sm text-muted">
      {words.who}
      <select
        className="min-h-9 max-w-48 rounded-lg border border-border bg-ground px-2 text-sm text-text"
        value={place.actorId ?? ''}
        onChange={({ target }) => navigate(toPeoplePath({ ...place, actorId: target.value || null }))}
      >
        <option value="">{words.everybody}</option>
        <optgroup label={words.operators}>
          {operators.map(({ id, display_name }) => (
            <option key={id} value={id}>
              {display_name}
            </option>
          ))}
        </optgroup>
        {keys.length > 0 && (
          <optgroup label={words.keys}>
            {keys.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </optgroup>
        )}
      </select>
    </label>
  )
}
