import type { Session } from '../contract.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { findUnfilled } from '../templates/fill-in.ts'
import { useMe } from '../use-may.ts'
import { effectOfReply } from './effect-of-reply.ts'
import { PICKER_WORDS } from './picker-words.ts'

/** Below a reply: what is wrong with it, what it will do, and the keys. */
export function ReplyHints({
  id,
  session,
  text,
  excess,
  hasOtherKeys,
}: {
  id: string
  session: Session
  text: string
  /** How many characters there are too many. */
  excess: number
  hasOtherKeys: boolean
}) {
  const words = useWords()
  const { unfilled } = useWordsOf(PICKER_WORDS)
  const effect = effectOfReply(session, useMe()?.id)
  const found = findUnfilled(text)
  return (
    <div id={id} className="mx-auto mt-1 max-w-3xl text-xs text-muted">
      <p role="status" className="text-warm wrap-anywhere">
        {found.length > 0 && unfilled(found.join(', '))}
      </p>
      <p className="flex gap-3">
        {excess > 0 && <span className="text-bad">{words.tooLong(excess)}</span>}
        {effect !== null && (
          <span role="status">
            {effect === 'colleague'
              ? words.takesFrom(session.operator?.display_name ?? '')
              : words.effects[effect]}
          </span>
        )}
        <span className={`ml-auto max-md:hidden ${hasOtherKeys ? 'invisible' : ''}`}>{words.keys}</span>
      </p>
    </div>
  )
}
