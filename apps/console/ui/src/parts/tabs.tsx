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
  isTight = false,
}: {
  label: string
  tabs: readonly Tab[]
  className?: string
  /** There are many for their place: they fill it, and on a phone only the first tells its count. */
  isTight?: boolean
}) {
  return (
    <nav aria-label={label} className={`flex overflow-x-auto ${className}`}>
      {tabs.map(({ name, to, isCurrent, count }) => (
        <Link
          key={to}
          to={to}
          aria-current={isCurrent ? 'page' : undefined}
          className={`flex min-h-10 items-center justify-center border-b-2 border-transparent whitespace-nowrap text-muted -outline-offset-2 hover:text-text aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-text ${isTight ? 'group grow gap-0.5 px-0.5 md:px-1 text-[0.8125rem]' : 'gap-1 px-1.5 text-sm'}`}
        >
          {name}
          {count !== undefined && (
            <span
              className={`text-xs font-normal text-muted tabular-nums ${isTight ? 'max-md:group-not-first:hidden' : ''}`}
            >
              {count}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
