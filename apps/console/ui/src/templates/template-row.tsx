import { undoEnd, useEnding, type EndingState } from '../endings.ts'
import { useTimes } from '../language/times.ts'
import { useWords, useWordsOf } from '../language/use-words.ts'
import { Button } from '../parts/button.tsx'
import { When } from '../parts/when.tsx'
import type { Template } from './contract.ts'
import { TemplateText } from './template-text.tsx'
import { useDeleteTemplate } from './use-delete-template.ts'
import { TEMPLATE_WORDS } from './words.ts'

/** A template in the list, and what can be done with it by whoever may. */
export function TemplateRow({ template, onEdit }: { template: Template; onEdit: (() => void) | null }) {
  const words = useWordsOf(TEMPLATE_WORDS)
  const { moment } = useTimes()
  const { id, name, text, updated_at } = template
  const ending = useEnding(id)
  const isEnding = ending !== null
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <div className={`min-w-0 flex-1 basis-72 ${isEnding ? 'text-muted' : ''}`}>
        <h2 className={`font-semibold wrap-anywhere ${isEnding ? 'line-through' : ''}`}>{name}</h2>
        <p dir="auto" className="mt-0.5 line-clamp-4 text-sm whitespace-pre-wrap wrap-anywhere">
          <TemplateText text={text} />
        </p>
        <When at={updated_at} className="mt-1 block text-xs text-muted">
          {words.changed(moment(updated_at))}
        </When>
      </div>
      {onEdit !== null && <Actions template={template} ending={ending} onEdit={onEdit} />}
    </li>
  )
}

function Actions({
  template,
  ending,
  onEdit,
}: {
  template: Template
  ending: EndingState | null
  onEdit: () => void
}) {
  const { undo } = useWords()
  const words = useWordsOf(TEMPLATE_WORDS)
  const deleteSoon = useDeleteTemplate()
  const isEnding = ending !== null
  return (
    <p className="flex items-center gap-2">
      {isEnding ? (
        <span className="text-sm text-muted">{words.deleting}</span>
      ) : (
        <Button aria-label={words.editOne(template.name)} onClick={onEdit}>
          {words.edit}
        </Button>
      )}
      {/* One button for both, so that it keeps the focus. */}
      <Button
        tone={isEnding ? 'plain' : 'danger'}
        aria-label={isEnding ? undefined : words.deleteOne(template.name)}
        disabled={ending === 'now'}
        onClick={() => (isEnding ? undoEnd(template.id) : deleteSoon(template))}
      >
        {isEnding ? undo : words.delete}
      </Button>
    </p>
  )
}
