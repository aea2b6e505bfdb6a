import { useState } from 'react'

import { call, Refused } from '../http.ts'
import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { NewPasswordField } from '../people/new-password-field.tsx'
import { useChange } from '../use-change.ts'
import { useFieldErrors } from '../use-field-errors.ts'
import { ACCOUNT_WORDS } from './words.ts'

const NOTHING = { current: '', next: '' }

/** Where an operator changes the own password. */
export function PasswordForm() {
  const words = useWordsOf(ACCOUNT_WORDS)
  const { tell } = useProblemWords()
  const [{ current, next }, setFields] = useState(NOTHING)
  const change = useChange({
    change: (body: typeof NOTHING) => call<void>('/me/password', { method: 'POST', body }),
    refreshed: ['logins'],
    done: () => words.passwordChanged,
    isToldInPlace: true,
  })
  const { mutate, isPending, error } = change
  const errors = useFieldErrors(error, { fields: ['current', 'next'] })
  const isWrong = error instanceof Refused && error.code === 'wrong_password'
  return (
    <Form
      change={change}
      className="max-w-md gap-4 p-4"
      onSubmit={() => mutate({ current, next }, { onSuccess: () => setFields(NOTHING) })}
    >
      <TextField
        label={words.current}
        error={isWrong ? tell(error) : errors.of('current')}
        required
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={({ target }) => setFields({ current: target.value, next })}
      />
      <NewPasswordField
        label={words.next}
        hint={words.nextHint}
        error={errors.of('next')}
        required
        value={next}
        onChange={(next) => setFields({ current, next })}
      />
      {errors.other !== undefined && !isWrong && (
        <p role="alert" className="text-sm text-bad">
          {errors.other}
        </p>
      )}
      <p>
        <Button type="submit" tone="primary" disabled={isPending}>
          {words.changePassword}
        </Button>
      </p>
    </Form>
  )
}
