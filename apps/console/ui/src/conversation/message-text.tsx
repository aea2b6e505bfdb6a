import type { Message } from '../contract.ts'
import { useTimes } from '../language/times.ts'
import { useWords } from '../language/use-words.ts'
import { TextLink } from '../parts/text-link.tsx'
import { splitLinks } from './split-links.ts'

/** What it says, whether it was taken back, and what it said before. */
export function MessageText({ message: { text, revoked_at, from_me, ...message } }: { message: Message }) {
  const words = useWords()
  return (
    <>
      {text !== null && (
        <p dir="auto" className="whitespace-pre-wrap">
          {revoked_at === null ? <WithLinks text={text} /> : <s className="text-muted">{text}</s>}
        </p>
      )}
      {revoked_at !== null && (
        <p className="text-xs text-muted italic">{words.revoked[from_me ? 'hotel' : 'guest']}</p>
      )}
      {message.edited_at !== null && <Versions original={message.original_text} edits={message.edits} />}
    </>
  )
}

/** A text whose addresses can be followed, to another tab that learns nothing of this one. */
function WithLinks({ text }: { text: string }) {
  return splitLinks(text).map(({ part, isLink }, at) =>
    isLink ? (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no name but their place
      <TextLink key={at} to={part} isElsewhere target="_blank" rel="noreferrer">
        {part}
      </TextLink>
    ) : (
      part
    ),
  )
}

/** What it said before, the oldest first; what it says now stands above. */
function Versions({ original, edits }: { original: string | null; edits: Message['edits'] }) {
  const words = useWords()
  const { clock } = useTimes()
  const last = edits.at(-1)
  const before = [original, ...edits.slice(0, -1).map(({ text }) => text)]
  return (
    <details className="text-xs text-muted">
      <summary>
        {words.edited} {last !== undefined && clock(last.at)}
      </summary>
      <ol className="mt-1 border-l-2 border-line pl-2">
        {before.map((text, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- versions have no name but their place
          <li key={at} dir="auto" className="whitespace-pre-wrap">
            {text ?? '…'}
          </li>
        ))}
      </ol>
    </details>
  )
}
