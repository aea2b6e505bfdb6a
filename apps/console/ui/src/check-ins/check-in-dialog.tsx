import { useEffect, useRef, useState, type SubmitEvent } from 'react'

import { useProblemWords } from '../language/use-problem-words.ts'
import { useCountries } from '../language/use-countries.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
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
  const { cancel } = useWords()
  const words = useWordsOf(CHECK_IN_WORDS)
  const { language } = useCountries()
  const { tellField } = useProblemWords()
  const form = useRef<HTMLFormElement>(null)
  const [written, setWritten] = useState({ ...NOBODY, ...known })
  const { mutate, reset, error, isPending } = useCheckIn(onCheckedIn)
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [error])

  const write = (part: Partial<typeof written>) => {
    if (error !== null) reset()
    setWritten({ ...written, ...part })
  }
  // Closed and not just left out: the focus goes back to where it came from.
  const close = () => form.current?.closest('dialog')?.close()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { locale, ...stay } = written
    mutate({ ...stay, ...(locale !== '' && { locale }) }, { onSuccess: close })
  }
  return (
    <Dialog title={words.formTitle} onClose={onClose}>
      <form ref={form} noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <PhoneField
          ref={known === undefined ? startHere : undefined}
          value={written.phone}
          error={tellField(error, 'phone')}
          onChange={(phone) => write({ phone })}
        />
        <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <TextField
            ref={known === undefined ? undefined : startHere}
            label={words.name}
            hint={words.nameHint}
            error={tellField(error, 'name')}
            autoComplete="off"
            value={written.name}
            onChange={({ target }) => write({ name: target.value })}
          />
          <TextField
            label={words.room}
            error={tellField(error, 'room')}
            autoComplete="off"
            value={written.room}
            onChange={({ target }) => write({ room: target.value })}
          />
        </div>
        <SelectField
          label={words.language}
          error={tellField(error, 'locale')}
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
        <div className="flex justify-end gap-2">
          <Button onClick={close}>{cancel}</Button>
          <Button type="submit" tone="primary" disabled={isPending}>
            {words.checkIn}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** A dialog that opens gives the focus to what has this. */
function startHere(field: HTMLElement | null): void {
  field?.setAttribute('autofocus', '')
}
