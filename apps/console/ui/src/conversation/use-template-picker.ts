import { useState, type KeyboardEvent } from 'react'

import type { Template } from '../templates/contract.ts'
import { findTemplates } from '../templates/find-templates.ts'
import { useTemplates } from '../templates/use-templates.ts'

/** Opens the list when it is all that was written. What is written after it is what is looked for. */
const OPENER = '/'

/**
 * The list of templates beside a reply. A slash at its beginning opens it, and goes on in the reply; a button opens it with a field of
 * its own. While it is open its keys come first: Enter picks, and never sends.
 */
export function useTemplatePicker({
  draft,
  onPick,
  onClose,
}: {
  draft: string
  /** `isTyped`: what was typed to find it stands in the draft, which it replaces. */
  onPick: (template: Template, isTyped: boolean) => void
  onClose: () => void
}) {
  const [way, setWay] = useState<'slash' | 'button' | null>(null)
  const [written, setWritten] = useState('')
  const [chosen, setChosen] = useState(0)
  const { data, error, refetch } = useTemplates(way !== null)
  const found = data && findTemplates(data, way === 'slash' ? draft.slice(OPENER.length) : written)
  const last = (found?.length ?? 0) - 1
  const active = Math.min(chosen, last)

  const open = (next: 'slash' | 'button' | null) => {
    setWay(next)
    setWritten('')
    setChosen(0)
  }
  const close = () => {
    open(null)
    onClose()
  }
  const pick = (template: Template) => {
    open(null)
    onPick(template, way === 'slash')
  }

  const press = (event: KeyboardEvent) => {
    if (way === null || event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setChosen(active >= last ? 0 : active + 1)
    else if (event.key === 'ArrowUp') setChosen(active <= 0 ? last : active - 1)
    else if (event.key === 'Escape') close()
    else if (event.key === 'Enter' && !event.shiftKey) {
      const template = found?.[active]
      if (template !== undefined) pick(template)
    } else return
    event.preventDefault()
  }

  return {
    way,
    found,
    total: data?.length,
    error,
    refetch,
    active,
    written,
    press,
    pick,
    close,
    /** Opens it, or closes it. */
    toggle: () => (way === null ? open('button') : close()),
    /** Without a way back: who wrote works elsewhere now. */
    leave: () => way !== null && open(null),
    search(text: string) {
      setWritten(text)
      setChosen(0)
    },
    /** What has become of the draft, which may open the list or close it. */
    follow(next: string) {
      if (next === OPENER) open('slash')
      else if (way === 'slash' && next.startsWith(OPENER) && !next.includes('\n')) setChosen(0)
      else open(null)
    },
  }
}

export type TemplatePicker = ReturnType<typeof useTemplatePicker>
