import { useWords } from '../language/use-words.ts'
import { ChatName } from '../parts/chat-name.tsx'
import { When } from '../parts/when.tsx'
import type { AsideMessage } from './contract.ts'

/** Whose message it is, with the way to the conversation, and since when. */
export function Who({ message, at }: { message: AsideMessage; at: string }) {
  return (
    <>
      <ChatName message={message} />
      <When at={at} className="ml-auto text-muted" />
    </>
  )
}

/** What a message says, or what it is. */
export function What({ message: { text, kind } }: { message: AsideMessage }) {
  const words = useWords()
  return (
    <p dir="auto" className="max-h-60 overflow-y-auto whitespace-pre-wrap wrap-anywhere">
      {text ?? <em className="text-muted">{words.kinds[kind] ?? kind}</em>}
    </p>
  )
}
