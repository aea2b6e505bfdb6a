import { useState } from 'react'

import type { Message } from '../contract.ts'
import { useWords } from '../language/use-words.ts'

/** Reads out what the guest writes while the conversation is open, and nothing that stood there before. */
export function NewMessageVoice({ name, messages }: { name: string; messages: readonly Message[] }) {
  const words = useWords()
  const newest = messages.findLast(({ role }) => role === 'User')
  const [firstId] = useState(newest?.id)
  const isNew = newest !== undefined && newest.id !== firstId
  return (
    <p aria-live="polite" className="sr-only">
      {isNew && words.wrote(name, newest.text ?? words.kinds[newest.kind] ?? newest.kind)}
    </p>
  )
}
