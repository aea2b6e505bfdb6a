import type { ReactNode } from 'react'

const TONES = {
  plain: 'bg-hover text-muted',
  agent: 'bg-agent text-text',
  staff: 'bg-staff text-text',
  good: 'bg-chosen text-good',
  warm: 'bg-warm-ground text-warm',
  bad: 'bg-bad-ground text-bad',
}

/** A word with a colour: what it says, it also says without one. */
export function Badge({ tone = 'plain', children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span className={`rounded px-1.5 py-px text-xs leading-4 font-medium whitespace-nowrap ${TONES[tone]}`}>
      {children}
    </span>
  )
}
