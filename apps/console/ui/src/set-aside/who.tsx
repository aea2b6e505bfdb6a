import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { Link } from '../parts/link.tsx'
import type { AsideMessage } from './contract.ts'

/** Whose message it is, with the way to the conversation, and since when. */
export function Who({ message: { session_id, phone, chat_id }, at }: { message: AsideMessage; at: string }) {
  const { moment, full } = useTimes()
  const name = phone ?? chat_id
  return (
    <>
      {session_id === null ? (
        <bdi className="font-medium wrap-anywhere">{name}</bdi>
      ) : (
        <Link to={`/inbox/${session_id}`} className="font-medium wrap-anywhere underline underline-offset-2">
          {name}
        </Link>
      )}
      <time dateTime={at} title={full(at)} className="ml-auto text-muted">
        {moment(at)}
      </time>
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
