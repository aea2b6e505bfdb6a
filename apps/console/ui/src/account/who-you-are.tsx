import type { Me } from '../contract.ts'
import { useWordsOf } from '../language/use-words.ts'
import { RoleBadge } from '../parts/role-badge.tsx'
import { ROLE_WORDS } from '../people/role-words.ts'
import { ACCOUNT_WORDS } from './words.ts'

export function WhoYouAre({ me: { name, display_name, role } }: { me: Me }) {
  const words = useWordsOf(ACCOUNT_WORDS)
  const { may } = useWordsOf(ROLE_WORDS)
  return (
    <div className="flex flex-col gap-1 p-4">
      <p className="flex flex-wrap items-center gap-2">
        <bdi className="font-semibold wrap-anywhere">{display_name}</bdi>
        <RoleBadge role={role} />
      </p>
      <p className="text-sm text-muted">
        {words.loginName}: <bdi>{name}</bdi>
      </p>
      <p className="text-sm">{may[role]}</p>
    </div>
  )
}
