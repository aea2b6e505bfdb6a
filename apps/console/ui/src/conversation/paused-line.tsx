import { useWords } from '../language/use-words.ts'
import { useLines } from '../lines/use-lines.ts'
import { Icons } from '../parts/icons.tsx'
import { reasonOf } from './reason-of.ts'

/** That what is written here does not leave now, and why. */
export function PausedLine({ line: name }: { line: string }) {
  const words = useWords()
  const line = useLines().data?.find(({ line }) => line === name)
  if (line === undefined || line.paused_by === null) return null
  return (
    <p
      role="status"
      className="flex items-center gap-2 border-t border-line bg-warm-ground px-4 py-2 text-sm text-warm wrap-anywhere"
    >
      <Icons.warning className="size-4" />
      {words.linePaused(name, line.paused_by, reasonOf(line.paused_reason ?? '', words))}
    </p>
  )
}
