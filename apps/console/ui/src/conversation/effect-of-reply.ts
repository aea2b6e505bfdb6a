import type { Session } from '../contract.ts'

/** What a reply of staff does to the session, beside being sent; null if nothing. */
export function effectOfReply(
  { status, idle, mode, operator }: Session,
  /** Of whoever writes. */
  operatorId: string | null | undefined,
): 'terminated' | 'idle' | 'agent' | 'colleague' | null {
  if (status === 'terminated') return 'terminated'
  if (idle) return 'idle'
  if (mode === 'agent') return 'agent'
  return operator !== null && operator.id !== operatorId ? 'colleague' : null
}
