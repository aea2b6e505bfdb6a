import { useState } from 'react'

import { useWords } from '../language/use-words.ts'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

/** Copies a text that is shown beside it, and says so in its place: it also stands in dialogs. */
export function CopyButton({
  text,
  select,
  tone = 'plain',
}: {
  text: string
  /** Marks the text where it is shown. */
  select: () => void
  /** Until it is copied. */
  tone?: 'primary' | 'plain'
}) {
  const { copy } = useWords()
  const [isCopied, setIsCopied] = useState<boolean>()
  return (
    <>
      <span role="status" className={isCopied === false ? 'text-sm text-muted' : 'sr-only'}>
        {isCopied === true && copy.isDone}
        {isCopied === false && copy.isMarked}
      </span>
      <Button
        tone={isCopied === true ? 'plain' : tone}
        className="min-h-10!"
        onClick={() => void copyText(text, select).then(setIsCopied)}
      >
        {isCopied === true ? copy.done : copy.label}
      </Button>
    </>
  )
}
