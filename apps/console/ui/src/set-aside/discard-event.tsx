import { call } from '../http.ts'
import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useChange } from '../use-change.ts'
import { SET_ASIDE_WORDS } from './words.ts'

/** Asks once more before an event goes for good. */
export function DiscardEvent({ id, onClose }: { id: string; onClose: () => void }) {
  const { discard, discards } = useWordsOf(SET_ASIDE_WORDS)
  const { tell } = useProblemWords()
  const { mutate, isPending, error } = useChange({
    change: () => call<void>(`/quarantined/${id}`, { method: 'DELETE' }),
    refreshed: ['quarantined', 'attention'],
    done: () => discards.done,
    isToldInPlace: true,
  })
  return (
    <ConfirmDialog
      title={discards.title}
      consequence={discards.means}
      label={discard}
      isPending={isPending}
      error={error === null ? undefined : tell(error)}
      onConfirm={() => mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
