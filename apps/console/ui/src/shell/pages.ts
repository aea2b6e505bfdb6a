import { lazy, type ComponentType } from 'react'

import { InboxPage } from '../inbox/inbox-page.tsx'
import { Icons } from '../parts/icons.tsx'
import type { Right } from '../use-may.ts'

export type PageName =
  | 'inbox'
  | 'checkIns'
  | 'unmatched'
  | 'setAside'
  | 'lines'
  | 'templates'
  | 'people'
  | 'account'

export interface Page {
  name: PageName
  path: string
  /** What one must be allowed to do to see it. */
  right: Right
  icon: ComponentType<{ className?: string }>
  component: ComponentType
}

/** All pages, as the navigation has them. But for the inbox each is loaded when somebody goes there. */
export const PAGES: readonly Page[] = [
  { name: 'inbox', path: '/inbox', right: 'read', icon: Icons.inbox, component: InboxPage },
  {
    name: 'checkIns',
    path: '/check-ins',
    right: 'read',
    icon: Icons.bed,
    component: lazy(async () => ({
      default: (await import('../check-ins/check-ins-page.tsx')).CheckInsPage,
    })),
  },
  {
    name: 'unmatched',
    path: '/unmatched',
    right: 'read',
    icon: Icons.stranger,
    component: lazy(async () => ({
      default: (await import('../unmatched/unmatched-page.tsx')).UnmatchedPage,
    })),
  },
  {
    name: 'setAside',
    path: '/set-aside',
    right: 'read',
    icon: Icons.warning,
    component: lazy(async () => ({
      default: (await import('../set-aside/set-aside-page.tsx')).SetAsidePage,
    })),
  },
  {
    name: 'lines',
    path: '/lines',
    right: 'read',
    icon: Icons.line,
    component: lazy(async () => ({ default: (await import('../lines/lines-page.tsx')).LinesPage })),
  },
  {
    name: 'templates',
    path: '/templates',
    right: 'read',
    icon: Icons.template,
    component: lazy(async () => ({
      default: (await import('../templates/templates-page.tsx')).TemplatesPage,
    })),
  },
  {
    name: 'people',
    path: '/people',
    right: 'people',
    icon: Icons.people,
    component: lazy(async () => ({ default: (await import('../people/people-page.tsx')).PeoplePage })),
  },
  {
    name: 'account',
    path: '/account',
    right: 'read',
    icon: Icons.person,
    component: lazy(async () => ({ default: (await import('../account/account-page.tsx')).AccountPage })),
  },
]

/** The page at an address: of a conversation it is the inbox. */
export function pageAt(pathname: string): Page | undefined {
  return PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
}
