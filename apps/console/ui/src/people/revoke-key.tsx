import { call } from '../http.ts'
import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { useChange } from '../use-change.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import type { Key } from './contract.ts'
import { KEY_WORDS } from './key-words.ts'

export function RevokeKey({ apiKey: { id, name }, onClose }: { apiKey: Key; onClose: () => void }) {
  const words = useWordsOf(KEY_WORDS)
  const { tell } = useProblemWords()
  const { mutate, isPending, error } = useChange({
    change: () => call<Key>(`/keys/${id}`, { method: 'DELETE' }),
    refreshed: ['keys', 'audit'],
    done: () => words.isRevoked(name),
    isToldInPlace: true,
  })
  return (
    <ConfirmDialog
      title={words.revokeOne(name)}
      consequence={words.revokes}
      label={words.revoke}
      isPending={isPending}
      error={error === null ? undefined : tell(error)}
      onConfirm={() => mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
