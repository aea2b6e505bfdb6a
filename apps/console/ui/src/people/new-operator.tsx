import { useState } from 'react'

import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useChange } from '../use-change.ts'
import { useFieldErrors } from '../use-field-errors.ts'
import type { Operator, OperatorRole } from './contract.ts'
import { DisplayNameField } from './display-name-field.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { RoleSelect } from './role-select.tsx'
import { OPERATORS } from './use-operators.ts'
import { PEOPLE_WORDS } from './words.ts'

const NAME_MAX = 40

interface NewOperatorFields {
  name: string
  display_name: string
  role: OperatorRole
  password: string
}

const BLANK: NewOperatorFields = { name: '', display_name: '', role: 'agent', password: '' }

export function NewOperator({ onClose }: { onClose: () => void }) {
  const words = useWordsOf(PEOPLE_WORDS)
  const creation = useChange({
    change: (body: NewOperatorFields) => call<Operator>('/operators', { method: 'POST', body }),
    refreshed: [OPERATORS, 'audit'],
    done: ({ display_name }) => words.made(display_name),
    isToldInPlace: true,
  })
  const { mutate, isPending, error } = creation
  const errors = useFieldErrors(error, {
    fields: ['name', 'display_name', 'role', 'password'],
    taken: 'name',
  })
  const [fields, setFields] = useState(BLANK)
  const set = (some: Partial<NewOperatorFields>) => setFields({ ...fields, ...some })

  return (
    <Dialog title={words.add} isHeld={isPending} onClose={onClose}>
      <Form change={creation} onSubmit={() => mutate(fields, { onSuccess: onClose })}>
        <DisplayNameField
          value={fields.display_name}
          error={errors.of('display_name')}
          onChange={(display_name) => set({ display_name })}
        />
        <TextField
          label={words.name}
          hint={words.nameHint}
          error={errors.of('name')}
          required
          maxLength={NAME_MAX}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={fields.name}
          onChange={({ target }) => set({ name: target.value })}
        />
        <RoleSelect value={fields.role} error={errors.of('role')} onChange={(role) => set({ role })} />
        <NewPasswordField
          label={words.password}
          hint={words.passwordHint}
          required
          value={fields.password}
          error={errors.of('password')}
          onChange={(password) => set({ password })}
        />
        <FormActions label={words.add} isPending={isPending} error={errors.other} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
