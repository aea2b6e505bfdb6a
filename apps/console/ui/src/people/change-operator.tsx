import { useState } from 'react'

import { useWords, useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useFieldErrors } from '../use-field-errors.ts'
import type { Operator } from './contract.ts'
import { DisplayNameField } from './display-name-field.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { RoleSelect } from './role-select.tsx'
import { useChangeOperator } from './use-change-operator.ts'
import { PEOPLE_WORDS } from './words.ts'

export function ChangeOperator({
  operator,
  isOneself,
  onClose,
}: {
  operator: Operator
  isOneself: boolean
  onClose: () => void
}) {
  const { save } = useWords()
  const words = useWordsOf(PEOPLE_WORDS)
  const saving = useChangeOperator(operator, true)
  const { mutate, isPending, error } = saving
  const errors = useFieldErrors(error, { fields: ['display_name', 'role', 'password'] })
  const [displayName, setDisplayName] = useState(operator.display_name)
  const [role, setRole] = useState(operator.role)
  const [password, setPassword] = useState('')

  return (
    <Dialog title={words.changeOne(operator.display_name)} isHeld={isPending} onClose={onClose}>
      <Form
        change={saving}
        onSubmit={() => {
          const change = {
            ...(displayName !== operator.display_name && { display_name: displayName }),
            ...(role !== operator.role && { role }),
            ...(password !== '' && { password }),
          }
          if (Object.keys(change).length === 0) onClose()
          else mutate(change, { onSuccess: onClose })
        }}
      >
        <DisplayNameField value={displayName} error={errors.of('display_name')} onChange={setDisplayName} />
        <RoleSelect
          value={role}
          error={errors.of('role')}
          reason={isOneself ? words.reasons.ownRole : undefined}
          onChange={setRole}
        />
        <NewPasswordField
          label={words.newPassword}
          hint={words.newPasswordHint}
          value={password}
          error={errors.of('password')}
          onChange={setPassword}
        />
        <FormActions label={save} isPending={isPending} error={errors.other} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
