import { call } from '../http.ts'
import { useTimes } from '../language/times.ts'
import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { ListState } from '../parts/list-state.tsx'
import { When } from '../parts/when.tsx'
import { useChange } from '../use-change.ts'
import { useList } from '../use-list.ts'
import { useNow } from '../use-now.ts'
import type { Login } from './contract.ts'
import { PEOPLE_WORDS } from './words.ts'

/** An operator's logins of the last month, each to be ended at once, but for the one that looks: that one logs out. */
export function LoginList({ operatorId }: { operatorId: string }) {
  const words = useWordsOf(PEOPLE_WORDS)
  const logins = useList<Login>('logins', `/operators/${operatorId}/logins`)
  return (
    <>
      <ul className="divide-y divide-line">
        {logins.items?.map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </ul>
      <ListState list={logins} empty={words.noLogin} />
    </>
  )
}

function LoginRow({ login }: { login: Login }) {
  const { id, created_at, last_seen_at, expires_at, revoked_at, current } = login
  const words = useWordsOf(PEOPLE_WORDS)
  const { moment } = useTimes()
  const { tell } = useProblemWords()
  const now = useNow()
  const { mutate, isPending, error } = useChange({
    change: () => call<void>(`/logins/${id}`, { method: 'DELETE' }),
    refreshed: ['logins', 'audit'],
    isToldInPlace: true,
  })
  const isGood = revoked_at === null && Date.parse(expires_at) > now
  return (
    <li className="flex min-h-15 items-center gap-3 px-4 py-2">
      <div className={`min-w-0 flex-1 ${isGood ? '' : 'text-muted'}`}>
        <p className="text-sm">
          {words.loggedIn} <When at={created_at} />
        </p>
        <p className="text-xs text-muted">
          {words.lastSeen} <When at={last_seen_at} />
          {isGood && (
            <>
              {' '}
              · {words.goodUntil} <When at={expires_at} />
            </>
          )}
        </p>
        {error !== null && (
          <p role="alert" className="text-xs text-bad">
            {tell(error)}
          </p>
        )}
      </div>
      {current ? (
        <Badge tone="good">{words.thisLogin}</Badge>
      ) : isGood ? (
        <Button
          tone="danger"
          aria-label={words.endOf(moment(created_at))}
          disabled={isPending}
          onClick={() => mutate(undefined)}
        >
          {words.end}
        </Button>
      ) : (
        <Badge>{revoked_at === null ? words.expired : words.ended}</Badge>
      )}
    </li>
  )
}
