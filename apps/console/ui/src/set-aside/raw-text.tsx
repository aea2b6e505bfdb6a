import { useRef } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { showToast } from '../parts/toasts.ts'
import { SET_ASIDE_WORDS } from './words.ts'

/** What anybody may have sent, as text and nothing else, to be read and copied. `notes` say what it is not. */
export function RawText({ text, notes }: { text: string; notes: readonly string[] }) {
  const words = useWordsOf(SET_ASIDE_WORDS)
  const shown = useRef<HTMLPreElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      showToast(words.copied)
    } catch {
      // A page that came without TLS has no clipboard.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
      showToast(words.chosen)
    }
  }
  return (
    <div className="flex flex-col gap-3">
      {notes.map((note) => (
        <p key={note} className="text-sm text-muted">
          {note}
        </p>
      ))}
      <pre
        ref={shown}
        dir="ltr"
        className="rounded-lg border border-line bg-ground p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex justify-end border-t border-line bg-surface px-5 py-3">
        <Button onClick={() => void copy()}>{words.copy}</Button>
      </div>
    </div>
  )
}
