import { useWords } from '../language/use-words.ts'
import { Icons } from '../parts/icons.tsx'

export function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const words = useWords()
  return (
    <search className="relative mx-3 mb-2 shrink-0">
      <Icons.search className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <input
        id="search"
        type="search"
        aria-label={words.search}
        aria-keyshortcuts="/"
        placeholder={words.search}
        autoComplete="off"
        maxLength={100}
        className="h-9 w-full rounded-lg border border-line bg-ground pr-2 pl-8 text-sm placeholder:text-muted"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') onChange('')
        }}
      />
    </search>
  )
}
