import { readPath } from '../navigation.ts'

export const PARTS = ['operators', 'keys', 'audit'] as const

export type Part = (typeof PARTS)[number]

/** Where in the people's page one is, and what the audit is narrowed to. */
export interface PeoplePlace {
  part: Part
  /** Only what this operator or key did. */
  actorId: string | null
  /** Only what was done about this session. */
  sessionId: string | null
}

export function readPeoplePlace(path: string): PeoplePlace {
  const { searchParams } = readPath(path)
  return {
    part: PARTS.find((part) => part === searchParams.get('part')) ?? 'operators',
    actorId: searchParams.get('actor'),
    sessionId: searchParams.get('session'),
  }
}

export function toPeoplePath({ part, actorId = null, sessionId = null }: Partial<PeoplePlace>): string {
  const query = new URLSearchParams()
  if (part !== undefined && part !== 'operators') query.set('part', part)
  if (actorId !== null) query.set('actor', actorId)
  if (sessionId !== null) query.set('session', sessionId)
  return query.size === 0 ? '/people' : `/people?${query}`
}
