import { Icons } from './icons.tsx'

const LENGTH_MAX = 100

/** Where one writes what to look for; Escape forgets it. `className` says where it stands. */
export function SearchField({
  label,
  value,
  className = '',
  isByKey = false,
  onChange,
}: {
  label: string
  value: string
  className?: string
  /** The key `/` leads here. */
  isByKey?: boolean
  onChange: (value: string) => void
}) {
  return (
    <search className={`relative ${className}`}>
      <Icons.search className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <input
        {...(isByKey && { id: 'search', 'aria-keyshortcuts': '/' })}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={LENGTH_MAX}
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
