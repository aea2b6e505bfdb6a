import type { ComponentProps, MouseEvent } from 'react'

import { navigate } from '../navigation.ts'

/** A link inside the console. A plain click stays on the page; all other ways of following it are the browser's. */
export function Link({
  to,
  children,
  ...props
}: { to: string } & Omit<ComponentProps<'a'>, 'href' | 'onClick'>) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <a href={to} onClick={follow} {...props}>
      {children}
    </a>
  )
}
