import { useId, type KeyboardEvent } from 'react'

import type { Session } from '../contract.ts'
import { useWords } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Icons } from '../parts/icons.tsx'
import { useDraft } from './use-draft.ts'

/** What WhatsApp takes in one text. */
const TEXT_MAX = 4096

/** Where staff write. What was begun is kept when they look elsewhere. */
export function ReplyBox({ session, onSend }: { session: Session; onSend: (text: string) => void }) {
  const words = useWords()
  const [draft, write] = useDraft(session.id)
  const hint = useId()
  const text = draft.trim()
  const excess = text.length - TEXT_MAX
  const effect = effectOfReply(session)

  const send = () => {
    if (text === '' || excess > 0) return
    onSend(text)
    write('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also ends a word that is being composed.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      className="shrink-0 border-t border-line bg-surface px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-5"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="mx-auto flex max-w-3xl items-end gap-2">
        <textarea
          id="reply"
          rows={1}
          aria-label={words.reply(session.name)}
          aria-describedby={hint}
          aria-keyshortcuts="R"
          placeholder={words.reply(session.name)}
          className="field-sizing-content max-h-40 min-h-10 min-w-0 flex-1 resize-none rounded-xl border border-line bg-ground px-3 py-2 placeholder:text-muted"
          value={draft}
          onChange={({ target }) => write(target.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          type="submit"
          tone="primary"
          aria-label={words.send}
          disabled={text === '' || excess > 0}
          className="size-10 rounded-xl px-0!"
        >
          <Icons.send className="size-5" />
        </Button>
      </div>
      <p id={hint} className="mx-auto mt-1 flex max-w-3xl gap-3 text-xs text-muted">
        {excess > 0 && <span className="text-bad">{words.tooLong(excess)}</span>}
        {effect !== null && <span>{words.effects[effect]}</span>}
        <span className="ml-auto max-md:hidden">{words.keys}</span>
      </p>
    </form>
  )
}

function effectOfReply({ status, idle, mode }: Session): 'terminated' | 'idle' | 'agent' | null {
  if (status === 'terminated') return 'terminated'
  if (idle) return 'idle'
  return mode === 'agent' ? 'agent' : null
}
