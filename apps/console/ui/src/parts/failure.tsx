import { useProblemWords } from '../language/use-problem-words.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from './button.tsx'

/** Instead of what could not be loaded. */
export function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const words = useWords()
  const { tell } = useProblemWords()
  return (
    <div role="alert" className="m-auto flex max-w-sm flex-col items-center gap-3 p-8 text-center">
      <p>{words.failed}</p>
      <p className="text-sm text-muted wrap-anywhere">{tell(error)}</p>
      <Button onClick={onRetry}>{words.again}</Button>
    </div>
  )
}
