import { use } from 'react'

import { useWords } from '../language/use-words.ts'
import { LiveContext } from '../use-live.ts'

const DOTS = { live: 'bg-good', connecting: 'bg-muted', lost: 'bg-warm animate-pulse' }

/** Whether what is shown follows what happens. */
export function LiveMark() {
  const words = useWords()
  const live = use(LiveContext)
  return (
    <p role="status" className="flex items-center gap-1.5 text-xs text-muted">
      <span aria-hidden="true" className={`size-2 rounded-full ${DOTS[live]}`} />
      {words.live[live]}
    </p>
  )
}
