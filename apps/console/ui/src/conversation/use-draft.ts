import { useState } from 'react'

/** What was begun in each conversation, for as long as the page is open. */
const drafts = new Map<string, string>()

export function useDraft(sessionId: string): [text: string, write: (text: string) => void] {
  const [, show] = useState('')
  const write = (text: string) => {
    if (text === '') drafts.delete(sessionId)
    else drafts.set(sessionId, text)
    show(text)
  }
  return [drafts.get(sessionId) ?? '', write]
}
