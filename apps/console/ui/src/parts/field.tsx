import { useId, type ComponentProps, type ReactNode } from 'react'

interface Facts {
  label: string
  hint?: string | undefined
  /** What is wrong with what was written. */
  error?: string | undefined
}

const LOOK =
  'w-full rounded-lg border border-border bg-ground px-3 py-2 text-sm aria-invalid:border-bad disabled:opacity-60'

/** A labelled field; its hint and its error are read out with it. */
export function TextField({ label, hint, error, ...props }: Facts & ComponentProps<'input'>) {
  const { attributes, ...frame } = useNotes({ label, hint, error })
  return (
    <Labelled {...frame}>
      <input className={`min-h-10 ${LOOK}`} {...attributes} {...props} />
    </Labelled>
  )
}

export function TextArea({ label, hint, error, ...props }: Facts & ComponentProps<'textarea'>) {
  const { attributes, ...frame } = useNotes({ label, hint, error })
  return (
    <Labelled {...frame}>
      <textarea className={`field-sizing-content min-h-20 max-h-80 ${LOOK}`} {...attributes} {...props} />
    </Labelled>
  )
}

export function SelectField({ label, hint, error, children, ...props }: Facts & ComponentProps<'select'>) {
  const { attributes, ...frame } = useNotes({ label, hint, error })
  return (
    <Labelled {...frame}>
      <select className={`min-h-10 ${LOOK}`} {...attributes} {...props}>
        {children}
      </select>
    </Labelled>
  )
}

function Labelled({
  id,
  label,
  notes,
  children,
}: {
  id: string
  label: string
  notes: ReactNode
  children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {notes}
    </div>
  )
}

function useNotes({ label, hint, error }: Facts) {
  const id = useId()
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean)
  const notes = (
    <>
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      )}
    </>
  )
  const attributes = {
    id,
    'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined,
    'aria-invalid': error === undefined ? undefined : true,
  }
  return { id, label, notes, attributes }
}
