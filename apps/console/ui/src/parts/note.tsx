import type { ComponentProps } from 'react'

/** In the place of a list: that there is nothing, or nothing yet. */
export function Note(props: Omit<ComponentProps<'p'>, 'className'>) {
  return <p className="p-8 text-center text-sm text-muted" {...props} />
}
