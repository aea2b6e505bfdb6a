import { TextField } from '../parts/field.tsx'

const LENGTH_MIN = 10
const LENGTH_MAX = 200

export function NewPasswordField({
  label,
  hint,
  error,
  required = false,
  value,
  onChange,
}: {
  label: string
  hint: string
  error: string | undefined
  required?: boolean
  value: string
  onChange: (password: string) => void
}) {
  return (
    <TextField
      label={label}
      hint={hint}
      error={error}
      required={required}
      minLength={LENGTH_MIN}
      maxLength={LENGTH_MAX}
      type="password"
      autoComplete="new-password"
      value={value}
      onChange={({ target }) => onChange(target.value)}
    />
  )
}
