import { useId, useRef, type KeyboardEvent } from 'react'

import type { Session } from '../contract.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Icons } from '../parts/icons.tsx'
import { fillIn } from '../templates/fill-in.ts'
import { useInsert } from '../templates/use-insert.ts'
import { PICKER_WORDS } from './picker-words.ts'
import { optionId, TemplateList } from './template-list.tsx'
import { ReplyHints } from './reply-hints.tsx'
import { useDraft } from './use-draft.ts'
import { useTemplatePicker } from './use-template-picker.ts'

/** What WhatsApp takes in one text. */
const TEXT_MAX = 4096

/** Where staff write. What was begun is kept when they look elsewhere. */
export function ReplyBox({ session, onSend }: { session: Session; onSend: (text: string) => void }) {
  const words = useWords()
  const { templates } = useWordsOf(PICKER_WORDS)
  const [draft, write] = useDraft(session.id)
  const field = useRef<HTMLTextAreaElement>(null)
  const hint = useId()
  const listId = useId()
  const text = draft.trim()
  const excess = text.length - TEXT_MAX

  const insert = useInsert(field, write)
  const picker = useTemplatePicker({
    draft,
    onPick: (template, isTyped) => insert(fillIn(template.text, session), isTyped),
    onClose: () => field.current?.focus(),
  })
  const isTypingName = picker.way === 'slash' && (picker.found?.length ?? 0) > 0

  const send = () => {
    if (text === '' || excess > 0) return
    picker.leave()
    onSend(text)
    write('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    picker.press(event)
    // Enter also ends a word that is being composed.
    if (event.defaultPrevented || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing)
      return
    event.preventDefault()
    send()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- templates close when one works elsewhere
    <form
      className="shrink-0 border-t border-line bg-surface px-3 pt-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-5"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) picker.leave()
      }}
    >
      <div className="relative mx-auto flex max-w-3xl items-end gap-2">
        {picker.way !== null && <TemplateList picker={picker} guest={session} listId={listId} />}
        <Button
          tone="quiet"
          aria-label={templates}
          aria-haspopup="listbox"
          aria-expanded={picker.way !== null}
          title={templates}
          className="size-10 shrink-0 rounded-xl px-0!"
          // What is being written keeps the focus, and its caret.
          onMouseDown={(event) => event.preventDefault()}
          onClick={picker.toggle}
        >
          <Icons.template className="size-5" />
        </Button>
        <textarea
          ref={field}
          id="reply"
          rows={1}
          aria-label={words.reply(session.name)}
          aria-describedby={hint}
          aria-keyshortcuts="R"
          aria-autocomplete="list"
          aria-controls={isTypingName ? listId : undefined}
          aria-activedescendant={isTypingName ? optionId(listId, picker.active) : undefined}
          placeholder={words.reply(session.name)}
          className="field-sizing-content max-h-40 min-h-10 min-w-0 flex-1 resize-none rounded-xl border border-line bg-ground px-3 py-2 placeholder:truncate placeholder:text-muted placeholder-shown:truncate placeholder-shown:field-sizing-fixed"
          value={draft}
          onChange={({ target }) => {
            write(target.value)
            picker.follow(target.value)
          }}
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
      <ReplyHints
        id={hint}
        session={session}
        text={text}
        excess={excess}
        hasOtherKeys={picker.way !== null}
      />
    </form>
  )
}
