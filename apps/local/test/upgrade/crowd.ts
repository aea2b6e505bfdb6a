import { toStoredPhone } from '@bellhop/core'

export const HOME_COUNTRY = '62'

/** International digits as the database has them. */
export function stored(digits: string): string {
  return toStoredPhone(digits, HOME_COUNTRY) ?? ''
}

/** Whether something is still to happen to a message. */
export function isUnsettled({ status }: { status: string }): boolean {
  return ['received', 'pending', 'sending', 'unknown'].includes(status)
}
