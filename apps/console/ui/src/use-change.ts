import { useMutation, useQueryClient } from '@tanstack/react-query'

import { showToast } from './parts/toasts.ts'
import { useShowFailure } from './parts/use-show-failure.ts'

/**
 * A change of something: what was refused is said at the foot of the page, and whatever is shown under the `refreshed` keys is asked for
 * again.
 */
export function useChange<Input, Answer>({
  change,
  refreshed,
  done,
  isToldInPlace = false,
}: {
  change: (input: Input) => Promise<Answer>
  refreshed: readonly string[]
  /** What is said once it is done. */
  done?: (answer: Answer, input: Input) => string
  /** Whoever asks shows what was refused: a form does, beside its fields. */
  isToldInPlace?: boolean
}) {
  const client = useQueryClient()
  const showFailure = useShowFailure()
  return useMutation({
    mutationFn: change,
    onSuccess: (answer, input) => done && void showToast(done(answer, input)),
    onError: (error) => !isToldInPlace && showFailure(error),
    onSettled: () => Promise.all(refreshed.map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
}
