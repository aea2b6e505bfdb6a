import type { ComponentProps } from 'react'

import { Link } from './link.tsx'

/** A link among words. */
export function TextLink({
  isElsewhere = false,
  className = '',
  to,
  ...props
}: ComponentProps<typeof Link> & {
  /** No page of this one, to be loaded anew. */
  isElsewhere?: boolean
}) {
  const look = `underline underline-offset-2 hover:text-text ${className}`
  return isElsewhere ? (
    <a href={to} className={look} {...props} />
  ) : (
    <Link to={to} className={look} {...props} />
  )
}
