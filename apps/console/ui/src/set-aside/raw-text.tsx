import { useRef } from 'react'

import { CopyButton } from '../parts/copy-button.tsx'

/** What anybody may have sent, as text and nothing else, to be read and copied. `notes` say what it is not. */
export function RawText({ text, notes }: { text: string; notes: readonly string[] }) {
  const shown = useRef<HTMLPreElement>(null)
  const select = () => {
    if (shown.current !== null) getSelection()?.selectAllChildren(shown.current)
  }
  return (
    <div className="flex flex-col gap-3">
      {notes.map((note) => (
        <p key={note} className="text-sm text-muted wrap-anywhere">
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
      <div className="sticky -bottom-5 -mx-5 -mb-5 flex items-center justify-end gap-3 border-t border-line bg-surface px-5 py-3">
        <CopyButton text={text} select={select} />
      </div>
    </div>
  )
}
