import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import type { Operator } from './contract.ts'
import { useChangeOperator } from './use-change-operator.ts'
import { PEOPLE_WORDS } from './words.ts'

export function DisableOperator({ operator, onClose }: { operator: Operator; onClose: () => void }) {
  const words = useWordsOf(PEOPLE_WORDS)
  const { tell } = useProblemWords()
  const { mutate, isPending, error } = useChangeOperator(operator, true)
  return (
    <ConfirmDialog
      title={words.disableOne(operator.display_name)}
      consequence={words.disables(operator.display_name)}
      label={words.disable}
      isPending={isPending}
      error={error === null ? undefined : tell(error)}
      onConfirm={() => mutate({ disabled: true }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}
