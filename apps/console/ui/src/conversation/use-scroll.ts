import { useLayoutEffect, useRef, useState } from 'react'

/** So near to its end, a conversation is being followed. */
const END_PX = 80

/**
 * Keeps a conversation where its reader is: at the end while it is followed, and at the same message when older ones come in above. `firstId`
 * is the oldest message that is shown, `ownCount` how many replies are on their way: who writes sees what was written.
 */
export function useScroll(firstId: string | undefined, ownCount: number) {
  const ref = useRef<HTMLDivElement>(null)
  const last = useRef({ height: 0, boxHeight: 0, firstId, ownCount })
  const [isAtEnd, setIsAtEnd] = useState(true)

  const onScroll = () => {
    const box = ref.current
    if (box !== null) setIsAtEnd(isNearEnd(box, measure(box)))
  }

  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    // Where the reader is now: a scroll is told of only with the next frame.
    if (isNearEnd(box, last.current) || ownCount > last.current.ownCount) scrollToEnd(box)
    else if (last.current.firstId !== firstId) box.scrollTop += box.scrollHeight - last.current.height
    last.current = { ...measure(box), firstId, ownCount }
  })

  // Photos that arrive, and a reply that grows, push the end away.
  useLayoutEffect(() => {
    const box = ref.current
    const content = box?.querySelector('ol')
    if (!box || !content) return
    const observer = new ResizeObserver(() => {
      if (isNearEnd(box, last.current)) scrollToEnd(box)
      last.current = { ...last.current, ...measure(box) }
    })
    observer.observe(content)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  return { ref, onScroll, isAtEnd, toEnd: () => ref.current !== null && scrollToEnd(ref.current) }
}

function measure(box: HTMLElement) {
  return { height: box.scrollHeight, boxHeight: box.clientHeight }
}

function isNearEnd(box: HTMLElement, { height, boxHeight }: { height: number; boxHeight: number }): boolean {
  return height - box.scrollTop - boxHeight < END_PX
}

function scrollToEnd(box: HTMLElement): void {
  box.scrollTop = box.scrollHeight
}
