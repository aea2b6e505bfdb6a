import { useLayoutEffect, useRef, type ReactNode } from 'react'

/**
 * Something that was set aside: what it is, what is known of it, and what can be done. Once something was done and it goes, the focus
 * goes on to what stands beside it.
 */
export function Row({
  head,
  facts,
  actions,
  children,
}: {
  head: ReactNode
  facts: readonly (string | null)[]
  actions: ReactNode
  children: ReactNode
}) {
  const row = useRef<HTMLLIElement>(null)
  const isActedOn = useRef(false)
  useLayoutEffect(() => {
    const element = row.current
    return () => {
      if (!isActedOn.current || element === null) return
      const active = document.activeElement
      if (active !== document.body && !element.contains(active)) return
      const next =
        element.nextElementSibling ?? element.previousElementSibling ?? document.querySelector('h1')
      if (next instanceof HTMLElement) next.focus()
    }
  }, [])
  return (
    <li ref={row} tabIndex={-1} className="flex flex-col gap-2 px-4 py-3 -outline-offset-2">
      <div className="flex flex-wrap items-baseline gap-x-3 text-sm">{head}</div>
      {children}
      <p className="text-sm text-muted wrap-anywhere">{facts.filter((fact) => fact !== null).join(' · ')}</p>
      <div
        className="flex flex-wrap justify-end gap-2"
        onClickCapture={() => {
          isActedOn.current = true
        }}
      >
        {actions}
      </div>
    </li>
  )
}
