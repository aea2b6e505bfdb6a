import { useState } from 'react'

import { useCountries } from '../language/use-countries.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useFieldErrors } from '../use-field-errors.ts'
import type { CheckIn } from './contract.ts'
import { PhoneField } from './phone-field.tsx'
import { useCheckIn } from './use-check-in.ts'
import { CHECK_IN_WORDS } from './words.ts'

const LANGUAGES = ['id', 'en']
const NOBODY = { phone: '', name: '', room: '', locale: '' }

/** The form to check a guest in, with what is known of the guest already. */
export function CheckInDialog({
  known,
  onCheckedIn,
  onClose,
}: {
  known?: { phone: string; name: string }
  /** Tells what a new stay means, in place of the form. */
  onCheckedIn?: (stay: CheckIn) => void
  onClose: () => void
}) {
  const words = useWordsOf(CHECK_IN_WORDS)
  const { language } = useCountries()
  const [written, setWritten] = useState({ ...NOBODY, ...known })
  const checkIn = useCheckIn(onCheckedIn)
  const { mutate, error, isPending } = checkIn
  const errors = useFieldErrors(error, { fields: ['phone', 'name', 'room', 'locale'] })

  const write = (part: Partial<typeof written>) => setWritten({ ...written, ...part })
  const submit = () => {
    const { locale, ...stay } = written
    mutate({ ...stay, ...(locale !== '' && { locale }) }, { onSuccess: onClose })
  }
  return (
    <Dialog title={words.formTitle} isHeld={isPending} onClose={onClose}>
      <Form change={checkIn} onSubmit={submit}>
        <PhoneField
          value={written.phone}
          name={written.name}
          error={errors.of('phone')}
          onChange={(phone) => write({ phone })}
        />
        <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <TextField
            ref={known === undefined ? undefined : startHere}
            label={words.name}
            hint={words.nameHint}
            error={errors.of('name')}
            required
            autoComplete="off"
            value={written.name}
            onChange={({ target }) => write({ name: target.value })}
          />
          <TextField
            label={words.room}
            error={errors.of('room')}
            required
            autoComplete="off"
            value={written.room}
            onChange={({ target }) => write({ room: target.value })}
          />
        </div>
        <SelectField
          label={words.language}
          error={errors.of('locale')}
          value={written.locale}
          onChange={({ target }) => write({ locale: target.value })}
        >
          <option value="">{words.languageByPhone}</option>
          {LANGUAGES.map((code) => (
            <option key={code} value={code}>
              {language(code)}
            </option>
          ))}
        </SelectField>
        <FormActions label={words.checkIn} isPending={isPending} error={errors.other} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

/** A dialog that opens gives the focus to what has this. */
function startHere(field: HTMLElement | null): void {
  field?.setAttribute('autofocus', '')
}
