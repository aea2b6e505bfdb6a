import type { Words } from '../language/words.ts'

/** An error's word of the API in words for people; one that is unknown as it stands. */
export function reasonOf(error: string, { reasons }: Pick<Words, 'reasons'>): string {
  return reasons[error] ?? error.replaceAll(/[-_]/g, ' ')
}
