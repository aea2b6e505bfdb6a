import type { Session } from '../contract.ts'

/** What a reply of staff does to the session, beside being sent; null if nothing. */
export function effectOfReply({ status, idle, mode }: Session): 'terminated' | 'idle' | 'agent' | null {
  if (status === 'terminated') return 'terminated'
  if (idle) return 'idle'
  return mode === 'agent' ? 'agent' : null
}
