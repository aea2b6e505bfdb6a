import { useState, type ReactNode, type SubmitEvent } from 'react'

import { endAllNow } from '../endings.ts'
import { finishCalls } from '../http.ts'

/** The way out, around its button. What is about to end ends first: afterwards nobody is logged in to end it. */
export function LogOut({ children }: { children: ReactNode }) {
  const [isLeaving, setIsLeaving] = useState(false)
  const leave = async (event: SubmitEvent<HTMLFormElement>) => {
    const form = event.currentTarget
    event.preventDefault()
    setIsLeaving(true)
    endAllNow()
    await finishCalls()
    form.submit()
  }
  return (
    <form method="post" action="/logout" inert={isLeaving} onSubmit={(event) => void leave(event)}>
      {children}
    </form>
  )
}
