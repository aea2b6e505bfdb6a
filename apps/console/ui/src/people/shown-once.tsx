import { useEffect, useRef, useState } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Icons } from '../parts/icons.tsx'
import { copyText } from './copy-text.ts'
import { KEY_WORDS } from './key-words.ts'

/** A key that nobody will see again. */
export function ShownOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const words = useWordsOf(KEY_WORDS)
  const field = useRef<HTMLInputElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  useEffect(() => field.current?.select(), [])
  return (
    <div className="flex flex-col gap-4">
      <p role="alert" className="flex items-start gap-2 rounded-lg bg-warm-ground p-3 text-sm text-warm">
        <Icons.warning className="mt-0.5 size-4" />
        {words.once}
      </p>
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1 font-mono">
          <TextField ref={field} label={words.key} readOnly value={secret} />
        </div>
        <Button
          tone={isCopied ? 'plain' : 'primary'}
          className="min-h-10!"
          onClick={() => void copyText(secret, field.current).then(setIsCopied)}
        >
          {isCopied ? words.copied : words.copy}
        </Button>
        <span role="status" className="sr-only">
          {isCopied && words.copied}
        </span>
      </div>
      <p className="text-sm text-muted">
        {words.usage}{' '}
        <code className="rounded bg-hover px-1 py-0.5 text-xs whitespace-nowrap text-text">
          Authorization: Bearer …
        </code>
      </p>
      <p className="flex justify-end">
        <Button onClick={onDone}>{words.done}</Button>
      </p>
    </div>
  )
}
