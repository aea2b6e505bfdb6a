import { Link } from './link.tsx'

/** One of several lists, and how much it has if that is known. */
export interface Tab {
  name: string
  to: string
  isCurrent: boolean
  count?: number | undefined
}

/** Which of several lists is shown, and the ways to the others. `className` says where they stand. */
export function Tabs({
  label,
  tabs,
  className = '',
}: {
  label: string
  tabs: readonly Tab[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={`flex overflow-x-auto ${className}`}>
      {tabs.map(({ name, to, isCurrent, count }) => (
        <Link
          key={to}
          to={to}
          aria-current={isCurrent ? 'page' : undefined}
          className="flex min-h-10 items-center gap-1 border-b-2 border-transparent px-1.5 text-sm whitespace-nowrap text-muted -outline-offset-2 hover:text-text aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-text"
        >
          {name}
          {count !== undefined && (
            <span className="text-xs font-normal text-muted tabular-nums">{count}</span>
          )}
        </Link>
      ))}
    </nav>
  )
}
