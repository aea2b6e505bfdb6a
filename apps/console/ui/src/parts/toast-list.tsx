import { useWords } from '../language/use-words.ts'
import { Link } from './link.tsx'
import { holdToast, releaseToast, useToasts } from './toasts.ts'

const ACTION = '-my-1 rounded-md px-2 py-1.5 font-semibold text-on-toast-accent'

/** What was just done, at the foot of the page and aloud. */
export function ToastList() {
  const toasts = useToasts()
  const words = useWords()
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-24 z-20 flex flex-col items-center gap-2 px-4"
    >
      {toasts.map(({ id, text, tone, undo, link }) => (
        <div
          key={id}
          onMouseEnter={() => holdToast(id)}
          onFocus={() => holdToast(id)}
          onMouseLeave={({ currentTarget }) => {
            if (!currentTarget.contains(document.activeElement)) releaseToast(id)
          }}
          onBlur={({ currentTarget }) => {
            if (!currentTarget.matches(':hover')) releaseToast(id)
          }}
          className="pointer-events-auto flex max-w-md items-center gap-3 rounded-xl bg-toast px-4 py-2.5 text-sm text-on-toast shadow-lg"
        >
          <span className="wrap-anywhere">
            {tone === 'bad' && <span aria-hidden="true">⚠ </span>}
            {text}
          </span>
          {undo && (
            <button type="button" className={ACTION} onClick={undo}>
              {words.undo}
            </button>
          )}
          {link && (
            <Link to={link.to} className={`${ACTION} whitespace-nowrap`}>
              {link.label}
            </Link>
          )}
        </div>
      ))}
    </div>
  )
}
