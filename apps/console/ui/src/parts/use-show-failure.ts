import { useProblemWords } from '../language/use-problem-words.ts'
import { showToast } from './toasts.ts'

/** Says at the foot of the page what was refused, or that there is no connection. */
export function useShowFailure(): (error: unknown) => void {
  const { tell } = useProblemWords()
  return (error) => void showToast(tell(error), { tone: 'bad' })
}
