import { useEffect, useRef, type ReactNode } from 'react'

import { useWords } from '../language/use-words.ts'
import { Icons } from './icons.tsx'

/** Where one works next, if there is one; `autofocus` says another place. */
const FIELD = 'input:enabled, textarea:enabled, select:enabled'

/**
 * Something that comes before the page until it is done or left, and then whoever opened it goes on where they were. It is rendered
 * only while it is open.
 */
export function Dialog({
  title,
  isHeld = false,
  children,
  onClose,
}: {
  title: string
  /** It can't be left now: what it tells would be lost. */
  isHeld?: boolean
  children: ReactNode
  onClose: () => void
}) {
  const words = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    dialog.current?.showModal()
    if (dialog.current?.querySelector('[autofocus]') === null)
      dialog.current.querySelector<HTMLElement>(FIELD)?.focus()
    return () => {
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-label={title}
      className="m-auto max-h-[90dvh] w-[min(40rem,calc(100vw-2rem))] flex-col overflow-hidden rounded-2xl border border-line bg-surface text-text shadow-xl backdrop:bg-black/40 open:flex"
      onCancel={(event) => {
        if (isHeld) event.preventDefault()
      }}
      onClose={() => {
        // A browser that is asked twice does not ask back.
        if (isHeld) dialog.current?.showModal()
        else onClose()
      }}
    >
      <header className="flex shrink-0 items-center gap-3 border-b border-line py-2 pr-2 pl-5">
        <h2 className="font-semibold">{title}</h2>
        <button
          type="button"
          aria-label={words.close}
          disabled={isHeld}
          className="ml-auto flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-text disabled:opacity-50"
          onClick={() => dialog.current?.close()}
        >
          <Icons.close />
        </button>
      </header>
      <div className="min-h-0 overflow-y-auto p-5">{children}</div>
    </dialog>
  )
}
