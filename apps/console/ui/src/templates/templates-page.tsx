import { useState } from 'react'

import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { Failure } from '../parts/failure.tsx'
import { Icons } from '../parts/icons.tsx'
import { Note } from '../parts/note.tsx'
import { PageFrame } from '../parts/page-frame.tsx'
import { SearchField } from '../parts/search-field.tsx'
import { useMay } from '../use-may.ts'
import type { Template } from './contract.ts'
import { findTemplates } from './find-templates.ts'
import { TemplateForm } from './template-form.tsx'
import { TemplateRow } from './template-row.tsx'
import { useTemplates } from './use-templates.ts'
import { TEMPLATE_WORDS } from './words.ts'

/** What staff often write, to be kept for all of them. */
export function TemplatesPage() {
  const { pages } = useWords()
  const words = useWordsOf(TEMPLATE_WORDS)
  const mayServe = useMay('serve') === true
  const templates = useTemplates()
  const [typed, setTyped] = useState('')
  /** What the form is open for. */
  const [edited, setEdited] = useState<Template | 'new' | null>(null)
  const add = mayServe && (
    <Button tone="primary" onClick={() => setEdited('new')}>
      {words.add}
    </Button>
  )

  return (
    <PageFrame title={pages.templates} actions={add}>
      <SearchField label={words.search} value={typed} onChange={setTyped} />
      {templates.data === undefined ? (
        <NotLoaded templates={templates} />
      ) : templates.data.length === 0 ? (
        <div className="flex flex-col items-center gap-3 p-8 text-center">
          <Icons.template className="size-10 text-muted" />
          <p className="font-medium">{words.nothing}</p>
          {mayServe && <p className="max-w-sm text-sm text-muted">{words.invitation}</p>}
        </div>
      ) : (
        <TemplateList
          templates={findTemplates(templates.data, typed)}
          nothing={words.nothingFound(typed.trim())}
          onEdit={mayServe ? setEdited : null}
        />
      )}
      {edited !== null && (
        <TemplateForm template={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </PageFrame>
  )
}

function NotLoaded({ templates: { error, refetch } }: { templates: ReturnType<typeof useTemplates> }) {
  const words = useWords()
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  return <Note>{words.loading}</Note>
}

function TemplateList({
  templates,
  nothing,
  onEdit,
}: {
  templates: readonly Template[]
  nothing: string
  onEdit: ((template: Template) => void) | null
}) {
  if (templates.length === 0) return <Note>{nothing}</Note>
  return (
    <ul className="flex flex-col divide-y divide-line rounded-xl border border-line bg-surface">
      {templates.map((template) => (
        <TemplateRow key={template.id} template={template} onEdit={onEdit && (() => onEdit(template))} />
      ))}
    </ul>
  )
}
