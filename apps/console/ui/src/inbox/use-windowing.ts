import { useCallback, useLayoutEffect, useRef, useState } from 'react'

import { scrollFor, visibleRows } from './visible-rows.ts'

/** Draws of a long list only what is on the screen. All rows are equally high. */
export function useWindowing({ count, rowHeight }: { count: number; rowHeight: number }) {
  const ref = useRef<HTMLDivElement>(null)
  const [{ scrollTop, height }, setPosition] = useState({ scrollTop: 0, height: 0 })

  const measure = useCallback(() => {
    const { scrollTop = 0, clientHeight = 0 } = ref.current ?? {}
    setPosition((old) =>
      old.scrollTop === scrollTop && old.height === clientHeight ? old : { scrollTop, height: clientHeight },
    )
  }, [])
  useLayoutEffect(() => {
    if (ref.current === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(ref.current)
    measure()
    return () => observer.disconnect()
  }, [measure])

  /** Scrolls no further than for that row to be seen whole. */
  const show = useCallback(
    (index: number) => {
      const list = ref.current
      if (list === null) return
      const top = scrollFor(index, { scrollTop: list.scrollTop, height: list.clientHeight, rowHeight })
      if (top !== null) list.scrollTop = top
    },
    [rowHeight],
  )

  return { ref, measure, show, ...visibleRows({ scrollTop, height, rowHeight, count }) }
}
