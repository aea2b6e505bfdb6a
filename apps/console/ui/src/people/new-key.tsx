import { useState } from 'react'

import { call } from '../http.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useChange } from '../use-change.ts'
import { useFieldErrors } from '../use-field-errors.ts'
import type { MadeKey, OperatorRole } from './contract.ts'
import { KEY_WORDS } from './key-words.ts'
import { RoleSelect } from './role-select.tsx'
import { ShownOnce } from './shown-once.tsx'

const NAME_MAX = 80

/** Where a key is made, and then shown this once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const words = useWordsOf(KEY_WORDS)
  const [name, setName] = useState('')
  const [role, setRole] = useState<OperatorRole>('agent')
  const creation = useChange({
    change: (body: { name: string; role: OperatorRole }) => call<MadeKey>('/keys', { method: 'POST', body }),
    refreshed: ['keys', 'audit'],
    isToldInPlace: true,
  })
  const { mutate, isPending, error, data } = creation
  const errors = useFieldErrors(error, { fields: ['name', 'role'] })
  return (
    <Dialog title={data?.name ?? words.add} isHeld={isPending || data !== undefined} onClose={onClose}>
      {data !== undefined ? (
        <ShownOnce secret={data.key} onDone={onClose} />
      ) : (
        <Form change={creation} onSubmit={() => mutate({ name, role })}>
          <TextField
            label={words.purpose}
            hint={words.purposeHint}
            error={errors.of('name')}
            required
            maxLength={NAME_MAX}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
          <RoleSelect value={role} error={errors.of('role')} onChange={setRole} />
          <FormActions label={words.add} isPending={isPending} error={errors.other} onCancel={onClose} />
        </Form>
      )}
    </Dialog>
  )
}
