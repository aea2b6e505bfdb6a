import { useLayoutEffect, useRef, useState } from 'react'

/** So near to its end, a conversation is being followed. */
const END_PX = 80

/**
 * Keeps a conversation where its reader is: at the end while it is followed, and at the same message when older ones come in above. `firstId`
 * is the oldest message that is shown, `ownCount` how many replies are on their way: who writes sees what was written.
 */
export function useScroll(firstId: string | undefined, ownCount: number) {
  const ref = useRef<HTMLDivElement>(null)
  const last = useRef({ height: 0, firstId, ownCount })
  const [isAtEnd, setIsAtEnd] = useState(true)

  const onScroll = () => {
    const box = ref.current
    if (box !== null) setIsAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < END_PX)
  }

  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    if (isAtEnd || ownCount > last.current.ownCount) scrollToEnd(box)
    else if (last.current.firstId !== firstId) box.scrollTop += box.scrollHeight - last.current.height
    last.current = { height: box.scrollHeight, firstId, ownCount }
  })

  // Photos that arrive, and a reply that grows, push the end away.
  useLayoutEffect(() => {
    const box = ref.current
    const content = box?.querySelector('ol')
    if (!box || !content || !isAtEnd) return
    const observer = new ResizeObserver(() => scrollToEnd(box))
    observer.observe(content)
    observer.observe(box)
    return () => observer.disconnect()
  }, [isAtEnd])

  return { ref, onScroll, isAtEnd, toEnd: () => ref.current !== null && scrollToEnd(ref.current) }
}

function scrollToEnd(box: HTMLElement): void {
  box.scrollTop = box.scrollHeight
}
