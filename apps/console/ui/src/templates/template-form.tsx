import { useRef, useState } from 'react'

import { call } from '../http.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea, TextField } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { FormActions } from '../parts/form-actions.tsx'
import { useChange } from '../use-change.ts'
import { useFieldErrors } from '../use-field-errors.ts'
import type { Template } from './contract.ts'
import { fillIn, findUnfilled } from './fill-in.ts'
import { useInsert } from './use-insert.ts'
import { TEMPLATE_WORDS } from './words.ts'

const NAME_MAX = 40
const TEXT_MAX = 4096

/** Where a template is written, and seen as a guest will read it. `template` is null for a new one. */
export function TemplateForm({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { save } = useWords()
  const words = useWordsOf(TEMPLATE_WORDS)
  const [name, setName] = useState(template?.name ?? '')
  const [text, setText] = useState(template?.text ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  const saving = useChange({
    change: (body: { name: string; text: string }) =>
      template === null
        ? call<Template>('/templates', { method: 'POST', body })
        : call<Template>(`/templates/${template.id}`, { method: 'PATCH', body }),
    refreshed: ['templates'],
    done: ({ name }) => (template === null ? words.made(name) : words.saved(name)),
    isToldInPlace: true,
  })
  const { mutate, isPending, error } = saving
  const errors = useFieldErrors(error, { fields: ['name', 'text'], taken: 'name' })

  const insert = useInsert(area, setText)
  const preview = fillIn(text, words.exampleGuest)
  const unfilled = findUnfilled(preview)

  return (
    <Dialog
      title={template === null ? words.add : words.editOne(template.name)}
      isHeld={isPending}
      onClose={onClose}
    >
      <Form change={saving} onSubmit={() => mutate({ name, text }, { onSuccess: onClose })}>
        <TextField
          label={words.name}
          hint={words.nameHint}
          error={errors.of('name')}
          required
          maxLength={NAME_MAX}
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <TextArea
          ref={area}
          label={words.text}
          error={errors.of('text')}
          required
          maxLength={TEXT_MAX}
          dir="auto"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <p className="-mt-2 flex flex-wrap gap-2">
          {(['name', 'room'] as const).map((key) => (
            <Button key={key} tone="quiet" className="border-line!" onClick={() => insert(`{${key}}`)}>
              <span aria-hidden="true">+</span> {words.insert[key]}
            </Button>
          ))}
        </p>
        <p role="status" className="text-xs text-warm wrap-anywhere empty:-mt-4">
          {unfilled.length > 0 && words.unfilled(unfilled.join(', '))}
        </p>
        <figure>
          <figcaption className="mb-1 text-xs text-muted">{words.preview}</figcaption>
          <p
            dir="auto"
            className="min-h-9 w-fit max-w-full rounded-2xl rounded-br-sm bg-staff px-3 py-1.5 text-sm whitespace-pre-wrap wrap-anywhere"
          >
            {preview || '…'}
          </p>
        </figure>
        <FormActions label={save} isPending={isPending} error={errors.other} onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
