import { useEffect, useRef } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { CopyButton } from '../parts/copy-button.tsx'
import { TextField } from '../parts/field.tsx'
import { Icons } from '../parts/icons.tsx'
import { KEY_WORDS } from './key-words.ts'

/** A key that nobody will see again. */
export function ShownOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const words = useWordsOf(KEY_WORDS)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  return (
    <div className="flex flex-col gap-4">
      <p role="alert" className="flex items-start gap-2 rounded-lg bg-warm-ground p-3 text-sm text-warm">
        <Icons.warning className="mt-0.5 size-4" />
        {words.once}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-60 font-mono">
          <TextField ref={field} label={words.key} readOnly value={secret} />
        </div>
        <CopyButton text={secret} select={() => field.current?.select()} tone="primary" />
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
