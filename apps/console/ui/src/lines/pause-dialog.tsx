import { useRef, useState } from 'react'

import { useProblemWords } from '../language/use-problem-words.ts'
import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { usePause } from './use-lines.ts'
import { LINE_WORDS } from './words.ts'

const REASON_MAX = 200

/** Asks whether a line shall be held, and why. */
export function PauseDialog({ line, onClose }: { line: string; onClose: () => void }) {
  const words = useWordsOf(LINE_WORDS)
  const { tell, tellField } = useProblemWords()
  const [reason, setReason] = useState('')
  const form = useRef<HTMLFormElement>(null)
  const pause = usePause(() => words.didPause(line))
  const wrong = tellField(pause.error, 'reason')
  return (
    <Dialog title={words.pauseTitle(line)} onClose={onClose}>
      <form
        ref={form}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          // The dialog closes itself, so that the focus goes back to where it was.
          pause.mutate({ line, reason }, { onSuccess: () => form.current?.closest('dialog')?.close() })
        }}
      >
        <p>{words.pauseMeans}</p>
        <TextField
          ref={focusFirst}
          label={words.why}
          hint={words.whyHint}
          error={wrong}
          maxLength={REASON_MAX}
          autoComplete="off"
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex flex-wrap items-center justify-end gap-3">
          {pause.error !== null && wrong === undefined && (
            <p role="alert" className="mr-auto text-sm text-bad wrap-anywhere">
              {tell(pause.error)}
            </p>
          )}
          <Button type="submit" tone="primary" disabled={pause.isPending}>
            {words.pause}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** A dialog that opens gives its focus to who is marked so. */
function focusFirst(field: HTMLInputElement | null): void {
  field?.setAttribute('autofocus', '')
}
