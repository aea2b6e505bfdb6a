import { useWordsOf } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'
import { TEMPLATE_WORDS } from './words.ts'

export function TemplateSearch({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const words = useWordsOf(TEMPLATE_WORDS)
  return (
    <search className="relative">
      <Icons.search className="pointer-events-none absolute top-3 left-3 size-4 text-muted" />
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        autoComplete="off"
        maxLength={40}
        className="h-10 w-full rounded-lg border border-line bg-surface pr-3 pl-9 text-sm placeholder:text-muted"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onChange('')
        }}
      />
    </search>
  )
}
