import { useWordsOf } from '../language/use-words.ts'
import { SelectField } from '../parts/field.tsx'
import type { OperatorRole } from './contract.ts'
import { ROLE_WORDS, ROLES } from './role-words.ts'
import { PEOPLE_WORDS } from './words.ts'

/** Chooses a role, and tells what it may do. */
export function RoleSelect({
  value,
  onChange,
  error,
  reason,
}: {
  value: OperatorRole
  onChange: (role: OperatorRole) => void
  error: string | undefined
  /** Why it can't be changed. */
  reason?: string | undefined
}) {
  const { role } = useWordsOf(PEOPLE_WORDS)
  const { names, may } = useWordsOf(ROLE_WORDS)
  return (
    <SelectField
      label={role}
      hint={reason ?? may[value]}
      error={error}
      disabled={reason !== undefined}
      value={value}
      onChange={({ target }) => onChange(target.value as OperatorRole)}
    >
      {ROLES.map((role) => (
        <option key={role} value={role}>
          {names[role]}
        </option>
      ))}
    </SelectField>
  )
}
