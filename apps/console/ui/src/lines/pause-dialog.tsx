import { useState } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useFieldErrors } from '../use-field-errors.ts'
import { usePause } from './use-lines.ts'
import { LINE_WORDS } from './words.ts'

const REASON_MAX = 200

/** Asks whether a line shall be held, and why. */
export function PauseDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const words = useWordsOf(LINE_WORDS)
  const [reason, setReason] = useState('')
  const pause = usePause(() => words.didPause(line))
  const { mutate, isPending, error } = pause
  const errors = useFieldErrors(error, { fields: ['reason'] })
  return (
    <Dialog title={words.pauseTitle(line)} isHeld={isPending} onClose={onClose}>
      <Form change={pause} onSubmit={() => mutate({ line, reason }, { onSuccess: onClose })}>
        <p>{words.pauseMeans}</p>
        <TextField
          label={words.why}
          hint={words.whyHint}
          error={errors.of('reason')}
          maxLength={REASON_MAX}
          autoComplete="off"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <FormActions label={words.pause} isPending={isPending} error={errors.other} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
