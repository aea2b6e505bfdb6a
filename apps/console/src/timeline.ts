import type { TimelineFacts } from '@bellhop/store'

/** One step of a message's way. `facts` are ids, words of Bellhop's own, and numbers. */
export interface Step {
  at: Date | null
  step: StepName
  facts: Record<string, string | number | null>
}

export const STEPS = [
  'written',
  'stored',
  'waits_for_worker',
  'set_aside',
  'unmatched',
  'session_opened',
  'session_joined',
  'agent',
  'queued',
  'waits_to_leave',
  'claimed',
  'sent',
  'ack',
  'edit',
  'revoke',
  'reaction',
  'unknown',
  'failed',
  'cancelled',
] as const
export type StepName = (typeof STEPS)[number]

/** What happened to a message, in the order in which it happened; what is still to come, and why it has not, stands last. */
export function tellTimeline(facts: TimelineFacts): Step[] {
  const steps = facts.message.direction === 'inbound' ? tellInbound(facts) : tellOutbound(facts)
  const later = facts.later.map(({ kind, at, ack }) => step(at, kind, ack === null ? {} : { ack }))
  const [known, open] = [steps.filter(({ at }) => at !== null), steps.filter(({ at }) => at === null)]
  return [...[...known, ...later].toSorted(byTime), ...open]
}

function tellInbound({ message, session, isFirst, before }: TimelineFacts): Step[] {
  const { sentAt, createdAt, status, attempts, error, unmatchedReason } = message
  const steps = [step(sentAt, 'written', {}), step(createdAt, 'stored', { line: message.line })]
  if (status === 'received') steps.push(step(null, 'waits_for_worker', { attempts, error }))
  if (status === 'set_aside') steps.push(step(null, 'set_aside', { attempts, error }))
  if (unmatchedReason !== null) steps.push(step(createdAt, 'unmatched', { reason: unmatchedReason }))
  if (session === null) return steps
  if (!isFirst) return [...steps, step(createdAt, 'session_joined', { session_id: session.id })]
  return [
    ...steps,
    step(createdAt, 'session_opened', {
      session_id: session.id,
      before_id: before?.id ?? null,
      before_ended: before?.endReason ?? null,
    }),
    ...(session.agentStatus === null ? [] : [step(createdAt, 'agent', { status: session.agentStatus })]),
  ]
}

function tellOutbound({ message, nextAttemptAt }: TimelineFacts): Step[] {
  const { createdAt, claimedAt, sentAt, status, attempts, resends, error, whatsappId } = message
  const steps = [step(createdAt, 'queued', { kind: message.kind, role: message.role })]
  if (claimedAt !== null) steps.push(step(claimedAt, 'claimed', { attempts, resends }))
  if (sentAt !== null) steps.push(step(sentAt, 'sent', { whatsapp_id: whatsappId }))
  if (status === 'pending')
    steps.push(step(null, 'waits_to_leave', { error, until: nextAttemptAt?.toISOString() ?? null }))
  if (status === 'unknown' || status === 'failed' || status === 'cancelled')
    steps.push(step(null, status, { error }))
  return steps
}

function step(at: Date | null, name: StepName, facts: Step['facts']): Step {
  return { at, step: name, facts }
}

/** What has the same time stays in its order. */
function byTime(a: Step, b: Step): number {
  return (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0)
}
