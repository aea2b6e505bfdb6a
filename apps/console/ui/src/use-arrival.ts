import { useEffect, useRef, type RefObject } from 'react'

import { isArriving } from './navigation.ts'

/**
 * The title of what has opened: there a screen reader goes on. Whoever has turned to something else while it loaded, a menu or a field,
 * stays there.
 */
export function useArrival(): RefObject<HTMLHeadingElement | null> {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (isArriving()) title.current?.focus({ preventScroll: true })
  }, [])
  return title
}
