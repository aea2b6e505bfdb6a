import type { ReactNode } from 'react'

import { useTimes } from '../language/times.ts'

/** A moment, in these words or by its date and hour, and all of it for whoever points at it. */
export function When({
  at,
  className = '',
  children,
}: {
  at: string
  className?: string
  children?: ReactNode
}) {
  const { moment, full } = useTimes()
  return (
    <time dateTime={at} title={full(at)} className={`tabular-nums ${className}`}>
      {children ?? <span className="whitespace-nowrap">{moment(at)}</span>}
    </time>
  )
}
