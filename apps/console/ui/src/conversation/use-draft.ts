import { useState } from 'react'

const nameOf = (sessionId: string) => `bellhop-draft-${sessionId}`

/** What was begun in a conversation. The tab keeps it, also through a new login. */
export function useDraft(sessionId: string): [text: string, write: (text: string) => void] {
  const name = nameOf(sessionId)
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '')
  const write = (text: string) => {
    if (text === '') sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, text)
    setText(text)
  }
  return [text, write]
}

/** Puts back what could not be sent, before whatever was begun since: it is there again after the next login. */
export function putBack(sessionId: string, text: string): void {
  const begun = sessionStorage.getItem(nameOf(sessionId)) ?? ''
  sessionStorage.setItem(nameOf(sessionId), begun === '' ? text : `${text}\n${begun}`)
}
