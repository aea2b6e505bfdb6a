import type { ReactNode } from 'react'

import { Card } from '../parts/card.tsx'
import { ListState } from '../parts/list-state.tsx'
import type { useList } from '../use-list.ts'

/** One kind of what was set aside, with what it means; nothing of it while there is nothing. */
export function Part<Item extends { id: string }>({
  title,
  means,
  list,
  children,
}: {
  title: string
  means: string
  list: ReturnType<typeof useList<Item>>
  children: (item: Item) => ReactNode
}) {
  const { items } = list
  const hasNothing = items === undefined ? list.error === null : items.length === 0
  if (hasNothing) return null
  return (
    <Card title={title}>
      <p className="px-4 pt-3 text-sm text-muted">{means}</p>
      <ul aria-label={title} className="divide-y divide-line">
        {items?.map(children)}
      </ul>
      <ListState list={list} empty="" />
    </Card>
  )
}
