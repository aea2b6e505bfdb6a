import { Dialog } from './dialog.tsx'
import { FormActions } from './form-actions.tsx'

/** Asks once more before something that hurts. */
export function ConfirmDialog({
  title,
  consequence,
  label,
  isPending = false,
  error,
  onConfirm,
  onClose,
}: {
  title: string
  consequence: string
  label: string
  isPending?: boolean
  error?: string | undefined
  onConfirm: () => void
  onClose: () => void
}) {
  return (
    <Dialog title={title} isHeld={isPending} onClose={onClose}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          onConfirm()
        }}
      >
        <p className="text-sm">{consequence}</p>
        <FormActions label={label} tone="danger" isPending={isPending} error={error} onCancel={onClose} />
      </form>
    </Dialog>
  )
}
