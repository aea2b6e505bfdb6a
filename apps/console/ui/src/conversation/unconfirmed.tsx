import { useProblemWords } from '../language/use-problem-words.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Icons } from '../parts/icons.tsx'
import type { Unconfirmed as Reply } from './use-replies.ts'

/** A reply that was written and isn't confirmed: on its way to the console, or refused by it. */
export function Unconfirmed({
  reply: { text, status, error },
  onAgain,
  onDiscard,
}: {
  reply: Reply
  onAgain: () => void
  onDiscard: () => void
}) {
  const words = useWords()
  const { tell } = useProblemWords()
  return (
    <li className="mt-1 max-w-[85%] self-end rounded-2xl rounded-br-sm bg-staff px-3 py-1.5 wrap-anywhere md:max-w-[75%]">
      <p dir="auto" className="whitespace-pre-wrap opacity-80">
        {text}
      </p>
      {status === 'error' ? (
        <div role="alert">
          <p className="mt-1 flex items-center gap-1 text-xs text-bad">
            <Icons.warning className="size-4" />{' '}
            {words.notSent(error === null ? words.pageLeft : tell(error))}
          </p>
          <p className="mt-1 flex justify-end gap-2">
            <Button tone="quiet" onClick={onDiscard}>
              {words.discard}
            </Button>
            <Button onClick={onAgain}>{words.sendAgain}</Button>
          </p>
        </div>
      ) : (
        <p className="flex items-center justify-end gap-1 text-xs text-muted">
          <Icons.clock className="size-4" /> {words.sending}
        </p>
      )}
    </li>
  )
}
