import { useWordsOf } from '../language/use-words.ts'
import { TextField } from '../parts/field.tsx'
import { PEOPLE_WORDS } from './words.ts'

const LENGTH_MAX = 80

export function DisplayNameField({
  value,
  error,
  onChange,
}: {
  value: string
  error: string | undefined
  onChange: (name: string) => void
}) {
  const words = useWordsOf(PEOPLE_WORDS)
  return (
    <TextField
      label={words.displayName}
      hint={words.displayNameHint}
      error={error}
      required
      maxLength={LENGTH_MAX}
      autoComplete="off"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
