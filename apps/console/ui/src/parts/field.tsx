import { useId, type ComponentProps } from 'react'

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
  const { id, described, notes } = useNotes({ hint, error })
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className={`min-h-10 ${LOOK}`}
        aria-describedby={described}
        aria-invalid={error === undefined ? undefined : true}
        {...props}
      />
      {notes}
    </div>
  )
}

export function TextArea({ label, hint, error, ...props }: Facts & ComponentProps<'textarea'>) {
  const { id, described, notes } = useNotes({ hint, error })
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        className={`field-sizing-content min-h-20 max-h-80 ${LOOK}`}
        aria-describedby={described}
        aria-invalid={error === undefined ? undefined : true}
        {...props}
      />
      {notes}
    </div>
  )
}

export function SelectField({ label, hint, error, children, ...props }: Facts & ComponentProps<'select'>) {
  const { id, described, notes } = useNotes({ hint, error })
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        className={`min-h-10 ${LOOK}`}
        aria-describedby={described}
        aria-invalid={error === undefined ? undefined : true}
        {...props}
      >
        {children}
      </select>
      {notes}
    </div>
  )
}

function useNotes({ hint, error }: Omit<Facts, 'label'>) {
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
  return { id, described: ids.length > 0 ? ids.join(' ') : undefined, notes }
}
