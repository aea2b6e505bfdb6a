import { keepPreviousData, useQuery } from '@tanstack/react-query'

import { call } from '../http.ts'
import { useSettled } from '../use-settled.ts'
import { useWordsOf } from '../language/use-words.ts'
import { TextField } from '../parts/field.tsx'
import { Phone } from '../parts/phone.tsx'
import type { PhoneLook } from './contract.ts'
import { NoSuchNumber } from './no-such-number.tsx'
import { WhoseNumber } from './whose-number.tsx'
import { CHECK_IN_WORDS } from './words.ts'

const TYPING_PAUSE_MS = 200
const DIGITS_MIN = 7
const LENGTH_MAX = 40

/** A phone number; while it is written, how it will be kept, of which country it is, and whose already. */
export function PhoneField({
  value,
  name,
  error,
  onChange,
}: {
  value: string
  /** As it is written for this guest. */
  name: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  const words = useWordsOf(CHECK_IN_WORDS)
  return (
    <div className="flex flex-col gap-1">
      <TextField
        type="tel"
        label={words.phone}
        hint={words.phoneHint}
        error={error}
        required
        autoComplete="off"
        maxLength={LENGTH_MAX}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <div role="status" className="min-h-5 text-sm">
        <Look written={value.trim()} name={name} />
      </div>
    </div>
  )
}

function Look({ written, name }: { written: string; name: string }) {
  const settled = useSettled(written, TYPING_PAUSE_MS)
  const isLongEnough = written.replaceAll(/\D/g, '').length >= DIGITS_MIN
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['phones', settled],
    queryFn: ({ signal }) => call<PhoneLook>('/phones', { method: 'POST', body: { phone: settled }, signal }),
    enabled: isLongEnough,
    // Whose it is may be another at any time.
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
  if (!isLongEnough || data === undefined || data.phone === null) return null
  return (
    <>
      {data.valid ? <Phone phone={data.phone} country={data.country} /> : <NoSuchNumber {...data} />}
      {data.guest !== null && !isPlaceholderData && <WhoseNumber guest={data.guest} name={name} />}
    </>
  )
}
