import { useWordsOf } from '../../language/use-words.ts'
import { CHECK_IN_WORDS } from '../words.ts'
import { templateHref } from './template-href.ts'

/** A list to begin with, as a file. */
export function TemplateLink() {
  const { import: words } = useWordsOf(CHECK_IN_WORDS)
  return (
    <a
      href={templateHref(words.delimiter)}
      download="guests.csv"
      className="inline-flex min-h-9 items-center rounded-lg px-2 text-sm font-medium text-accent hover:bg-hover"
    >
      {words.template}
    </a>
  )
}
