import type { InboundEvent } from '@bellhop/core'
import type { JobsOptions, WorkerOptions } from 'bullmq'

/*
 * Every job there is.
 *
 * queue             job name            data           id                   attempts  runs
 * inbound           kind of the event   InboundEvent   see inboundJobId     5         in the worker, in batches
 * media             fetch-media         MediaRing      none: deduplicated   1         in the worker
 * agent             create-agent        AgentCall      none: deduplicated   12        in the worker
 * outbound-<line>   kind of the row     OutboundRing   none: deduplicated   1         in the sender, paced
 *
 * An inbound job is the one copy of its event until it is stored. The others are doorbells: rows in Postgres say what
 * there is to do, and the sweep rings again. An id would swallow the next ring for as long as the last job is kept.
 */

export const INBOUND_QUEUE = 'inbound'
export const MEDIA_QUEUE = 'media'
export const AGENT_QUEUE = 'agent'
export const outboundQueue = (line: string): string => `outbound-${line}`

export type InboundJobData = InboundEvent

/** Wakes the worker for a message's file. */
export interface MediaRing {
  messageId: string
}

export interface AgentCall {
  sessionId: string
}

/** Wakes the sender for a guest. `kind` is what the row to be sent is; the sender looks for itself. */
export interface OutboundRing {
  line: string
  guestId: string
  kind: OutboundKind
}

export type OutboundKind = 'welcome' | 'auto_reply' | 'goodbye' | 'agent_reply' | 'staff_reply'

/** Staff first, then the agent, then what is automatic. BullMQ runs a job without a priority before all others. */
const PRIORITY: Record<OutboundKind, number> = {
  staff_reply: 1,
  agent_reply: 2,
  welcome: 3,
  auto_reply: 3,
  goodbye: 3,
}

/** How many jobs of a queue are kept for people to look at. By count and never by age: BullMQ would look at age only when a job ends. */
export type KeptJobs = Pick<WorkerOptions, 'removeOnComplete' | 'removeOnFail'>

// The workers know it, so that no job has to carry it: Redis unpacks and writes down what each has.
export const KEPT = {
  // Of those that failed all: only the sweep removes them, once they are kept in Postgres.
  inbound: { removeOnComplete: { count: 5_000 } },
  media: { removeOnComplete: { count: 500 }, removeOnFail: { count: 500 } },
  agent: { removeOnComplete: { count: 1_000 }, removeOnFail: { count: 1_000 } },
  // Of each line. They say little, and Redis writes all that are kept when it begins its log anew.
  outbound: { removeOnComplete: { count: 100 }, removeOnFail: { count: 500 } },
} satisfies Record<string, KeptJobs>

const INBOUND_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  stackTraceLimit: 1,
} satisfies JobsOptions

// The row knows how often it was tried and when it is due again.
const MEDIA_OPTIONS = { attempts: 1, stackTraceLimit: 1 } satisfies JobsOptions

const AGENT_OPTIONS = { attempts: 12, backoff: { type: 'custom' }, stackTraceLimit: 1 } satisfies JobsOptions

// What comes with each message is spread last: a literal that begins with it gets a shape of its own in V8 each time, which takes
// ten times as long, and makes all that reads it slow.
const OUTBOUND_OPTIONS = { attempts: 1, stackTraceLimit: 1 } satisfies JobsOptions

export function inboundJob(event: InboundEvent, id: string) {
  return { name: event.kind, data: event satisfies InboundJobData, opts: { jobId: id, ...INBOUND_OPTIONS } }
}

/** One job per message waits or runs; a ring in the meantime changes nothing. */
export function mediaJob(messageId: string) {
  const data: MediaRing = { messageId }
  return { name: 'fetch-media', data, opts: { ...MEDIA_OPTIONS, deduplication: { id: messageId } } }
}

/** One job per session waits, runs or backs off; a ring in the meantime changes nothing. */
export function agentJob(sessionId: string) {
  const data: AgentCall = { sessionId }
  return { name: 'create-agent', data, opts: { ...AGENT_OPTIONS, deduplication: { id: sessionId } } }
}

/**
 * One job per guest waits, or runs with one more to follow: a ring during a run is kept for afterwards. Staff's rings are
 * counted by themselves, or they would wait in the place of an automatic one.
 */
export function outboundJob(ring: OutboundRing) {
  const { line, guestId, kind } = ring
  const id = kind === 'staff_reply' ? `${line}_${guestId}_staff` : `${line}_${guestId}`
  return {
    name: kind.replace('_', '-'),
    data: { line, guestId, kind } satisfies OutboundRing,
    opts: {
      priority: PRIORITY[kind],
      deduplication: { id, keepLastIfActive: true },
      ...OUTBOUND_OPTIONS,
    },
  }
}

/** The same, but a ring that waits or is being answered is enough. */
export function outboundReminder(ring: OutboundRing) {
  const { name, data, opts } = outboundJob(ring)
  return { name, data, opts: { ...opts, deduplication: { id: opts.deduplication.id } } }
}
