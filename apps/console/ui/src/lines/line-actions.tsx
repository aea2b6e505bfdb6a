import { useState } from 'react'

import { useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { useMay } from '../use-may.ts'
import type { Line } from './contract.ts'
import { PauseDialog } from './pause-dialog.tsx'
import { useResume } from './use-lines.ts'
import { LINE_WORDS } from './words.ts'

/** Holds a line or lets it go on, for who may. It is one button, so that it keeps the focus. */
export function LineActions({ line: { line, paused_by } }: { line: Line }) {
  const words = useWordsOf(LINE_WORDS)
  const mayChange = useMay('lines')
  const resume = useResume(() => words.didResume(line))
  const [isAsking, setAsking] = useState(false)
  if (mayChange !== true) return null
  const isPaused = paused_by !== null
  return (
    <>
      <Button
        tone={paused_by === 'operator' ? 'primary' : 'plain'}
        disabled={resume.isPending}
        onClick={() => (isPaused ? resume.mutate(line) : setAsking(true))}
      >
        {isPaused ? words.resume : words.pause}
        <span className="sr-only"> {line}</span>
      </Button>
      {isAsking && <PauseDialog line={line} onClose={() => setAsking(false)} />}
    </>
  )
}
