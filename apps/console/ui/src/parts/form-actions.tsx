import { useWords } from '../language/use-words.ts'
import { Button } from './button.tsx'

/** Below a form: what was refused, if no field is at fault; the way back, and the way on. */
export function FormActions({
  label,
  tone = 'primary',
  isPending,
  error,
  onCancel,
}: {
  label: string
  tone?: 'primary' | 'danger'
  isPending: boolean
  error?: string | undefined
  onCancel: () => void
}) {
  const words = useWords()
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {error !== undefined && (
        <p role="alert" className="mr-auto text-sm text-bad wrap-anywhere">
          {error}
        </p>
      )}
      <Button tone="quiet" disabled={isPending} onClick={onCancel}>
        {words.cancel}
      </Button>
      <Button type="submit" tone={tone} disabled={isPending}>
        {label}
      </Button>
    </div>
  )
}
