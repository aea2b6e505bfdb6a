import { useState } from 'react'

/** What was begun in a conversation. The tab keeps it, also through a new login. */
export function useDraft(sessionId: string): [text: string, write: (text: string) => void] {
  const name = `bellhop-draft-${sessionId}`
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '')
  const write = (text: string) => {
    if (text === '') sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, text)
    setText(text)
  }
  return [text, write]
}
