import { readPath } from '../navigation.ts'

const BASE = '/check-ins'

/** Which stays are listed. */
export type Show = 'active' | 'all'

/** Where among the guests an operator is: at a list of stays, or at the import of one. */
export interface GuestsPlace {
  show: Show
  isImporting: boolean
}

export const IMPORT_PATH = `${BASE}?import`

export function toShowPath(show: Show): string {
  return show === 'active' ? BASE : `${BASE}?show=${show}`
}

export function readGuestsPlace(path: string): GuestsPlace {
  const { searchParams } = readPath(path)
  return {
    show: searchParams.get('show') === 'all' ? 'all' : 'active',
    isImporting: searchParams.has('import'),
  }
}
