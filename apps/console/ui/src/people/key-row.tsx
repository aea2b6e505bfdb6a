import { useWordsOf } from '../language/use-words.ts'
import { Badge } from '../parts/badge.tsx'
import { Button } from '../parts/button.tsx'
import { RoleBadge } from '../parts/role-badge.tsx'
import { When } from '../parts/when.tsx'
import type { Key } from './contract.ts'
import { KEY_WORDS } from './key-words.ts'

export function KeyRow({
  apiKey,
  maker,
  onRevoke,
}: {
  apiKey: Key
  /** The operator who made it, once that is known. */
  maker: string | undefined
  onRevoke: () => void
}) {
  const words = useWordsOf(KEY_WORDS)
  const { name, role, created_by, created_at, last_used_at, revoked_at } = apiKey
  const origin = created_by === null ? words.madeByKey : maker && words.madeBy(maker)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={`font-semibold wrap-anywhere ${revoked_at === null ? '' : 'text-muted'}`}>
            {name}
          </span>
          <RoleBadge role={role} />
          {revoked_at !== null && <Badge tone="bad">{words.revoked}</Badge>}
        </p>
        <p className="mt-0.5 text-xs text-muted">
          {origin !== undefined && `${origin} · `}
          <When at={created_at} /> ·{' '}
          {last_used_at === null ? (
            words.neverUsed
          ) : (
            <>
              {words.lastUsed} <When at={last_used_at} />
            </>
          )}
          {revoked_at !== null && (
            <>
              {' '}
              · {words.revokedSince} <When at={revoked_at} />
            </>
          )}
        </p>
      </div>
      {revoked_at === null && (
        <Button tone="danger" aria-label={words.revokeOne(name)} onClick={onRevoke}>
          {words.revoke}
        </Button>
      )}
    </li>
  )
}
