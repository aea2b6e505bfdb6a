import { useWordsOf } from '../language/use-words.ts'
import { ROLE_WORDS } from '../people/role-words.ts'
import type { OperatorRole } from '../people/contract.ts'
import { Badge } from './badge.tsx'

/** What an operator or a key may do, in a word. */
export function RoleBadge({ role }: { role: OperatorRole }) {
  const { names } = useWordsOf(ROLE_WORDS)
  return <Badge tone={role === 'admin' ? 'staff' : 'plain'}>{names[role]}</Badge>
}
