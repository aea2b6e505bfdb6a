import { useEffect, useRef } from 'react'

import { useWords, useWordsOf } from '../language/use-words.ts'
import { Failure } from '../parts/failure.tsx'
import { Note } from '../parts/note.tsx'
import { TextLink } from '../parts/text-link.tsx'
import { PICKER_WORDS } from './picker-words.ts'
import { TemplateOption } from './template-option.tsx'
import type { TemplatePicker } from './use-template-picker.ts'

/** The names of the parts, for what is written in to point at them. */
export const optionId = (listId: string, at: number) => `${listId}-${at}`

/** What can be picked, above the reply, each as this guest would read it. */
export function TemplateList({
  picker,
  guest,
  listId,
}: {
  picker: TemplatePicker
  guest: { name: string; room: string }
  listId: string
}) {
  const words = useWordsOf(PICKER_WORDS)
  const { way, found, written, active, press, search } = picker
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const hasOptions = found !== undefined && found.length > 0
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- who clicks here goes on writing, and a phone keeps its keyboard
    <div
      className="absolute inset-x-0 bottom-full z-10 mb-2 flex max-h-[min(22rem,50dvh)] flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-lg"
      onMouseDown={(event) => {
        if (event.target !== field.current) event.preventDefault()
      }}
    >
      {way === 'button' && (
        <input
          ref={field}
          role="combobox"
          aria-label={words.search}
          aria-expanded={hasOptions}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={hasOptions ? optionId(listId, active) : undefined}
          placeholder={words.search}
          autoComplete="off"
          maxLength={40}
          className="min-h-10 shrink-0 border-b border-line bg-surface px-3 text-sm -outline-offset-2 placeholder:text-muted"
          value={written}
          onChange={({ target }) => search(target.value)}
          onKeyDown={press}
        />
      )}
      <Options picker={picker} guest={guest} listId={listId} />
      <p className="flex shrink-0 items-center gap-3 border-t border-line px-3 py-1.5 text-xs text-muted">
        <span className="max-md:hidden">{words.keys}</span>
        <TextLink to="/templates" className="ml-auto">
          {words.manage}
        </TextLink>
      </p>
    </div>
  )
}

function Options({
  picker: { found, total, error, refetch, active, pick },
  guest,
  listId,
}: Parameters<typeof TemplateList>[0]) {
  const { loading } = useWords()
  const words = useWordsOf(PICKER_WORDS)
  if (found === undefined) {
    if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
    return <Note role="status">{loading}</Note>
  }
  if (found.length === 0) return <Note role="status">{total === 0 ? words.nothing : words.nothingFound}</Note>
  return (
    <>
      <p role="status" className="sr-only">
        {words.found(found.length)}
      </p>
      <div id={listId} role="listbox" aria-label={words.templates} className="min-h-0 overflow-y-auto p-1">
        {found.map((template, at) => (
          <TemplateOption
            key={template.id}
            id={optionId(listId, at)}
            template={template}
            guest={guest}
            isActive={at === active}
            onPick={() => pick(template)}
          />
        ))}
      </div>
    </>
  )
}
