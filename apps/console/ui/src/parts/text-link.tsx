import type { ComponentProps } from 'react'

import { Link } from './link.tsx'

/** A link among words. */
export function TextLink({
  to,
  isElsewhere = false,
  className = '',
  children,
  ...props
}: ComponentProps<typeof Link> & {
  /** No page of this one, to be loaded anew. */
  isElsewhere?: boolean
}) {
  const look = { className: `underline underline-offset-2 hover:text-text ${className}`, ...props }
  if (!isElsewhere) {
    return (
      <Link to={to} {...look}>
        {children}
      </Link>
    )
  }
  return (
    <a href={to} {...look}>
      {children}
    </a>
  )
}
