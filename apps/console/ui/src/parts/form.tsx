import { useEffect, useRef, type ReactNode } from 'react'

/**
 * A form whose fields the console judges, and not the browser: what was refused is told at its field, which has the focus then, until
 * somebody corrects it.
 */
export function Form({
  change: { error, reset },
  className = 'gap-4',
  onSubmit,
  children,
}: {
  /** What it sends. */
  change: { error: Error | null; reset: () => void }
  className?: string
  onSubmit: () => void
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (error === null) return
    const find = (selector: string) => form.current?.querySelector<HTMLElement>(selector) ?? null
    const wrong = find('[aria-invalid]')
    if (wrong !== null) wrong.focus()
    // The button was disabled meanwhile, and has lost the focus.
    else if (document.activeElement === document.body) find('[type=submit]')?.focus()
  }, [error])
  return (
    <form
      ref={form}
      noValidate
      className={`flex flex-col ${className}`}
      onChange={() => {
        if (error !== null) reset()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
