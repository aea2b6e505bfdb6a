import { useEffect, useRef } from 'react'

import type { Template } from '../templates/contract.ts'
import { fillIn } from '../templates/fill-in.ts'

/** A template that can be picked, as this guest would read it. Its keys are those of the field that looks for it. */
export function TemplateOption({
  id,
  template,
  guest,
  isActive,
  onPick,
}: {
  id: string
  template: Template
  guest: { name: string; room: string }
  isActive: boolean
  onPick: () => void
}) {
  const option = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the focus, and the keys
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className="rounded-lg px-2.5 py-1.5 hover:bg-hover aria-selected:bg-chosen"
      onClick={onPick}
    >
      <span className="block truncate text-sm font-medium">{template.name}</span>
      <span dir="auto" className="block truncate text-xs text-muted">
        {fillIn(template.text, guest)}
      </span>
    </div>
  )
}
