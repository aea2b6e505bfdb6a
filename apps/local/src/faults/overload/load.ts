import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection, type Connection, type Result } from './connection.ts'

const TICK_MS = 2
const LATE_MS = 8_000
const LATE_CHECK_MS = 100
/** Of an asker who was put off: the peak is what is taken without an overload. */
const PUT_OFF_PAUSE_MS = 250

/**
 * `closed`: so many ask, each as soon as it was answered, or a moment later if it was put off. `open`: so many a second, whatever
 * becomes of them.
 */
export type LoadPlan = { durationMs: number } & (
  | { kind: 'closed'; askers: number }
  | { kind: 'open'; perSecond: number; connectionsMax: number }
)

/** What one webhook came to. Times in ms from the beginning; latency from when it was due, not from when it left. */
export interface Asked {
  dueMs: number
  latencyMs: number
  number: number
  /** An HTTP status, or one of the words below. */
  outcome: number
}

export const BROKEN = 0
export const LATE = 1
export const NO_RETRY_AFTER = 2

export interface NumberedWebhook {
  number: number
  bytes: Buffer
}

/** Clients that keep their connections from one run to the next. What was put off is posted again, as WAHA does. */
export function createClients(port: number, nextWebhook: () => NumberedWebhook) {
  const idle: Connection[] = []
  const putOff: NumberedWebhook[] = []

  return async function load(plan: LoadPlan): Promise<Asked[]> {
    const asked: Asked[] = []
    const underWay = new Map<Connection, number>()
    const waiting: number[] = []
    const startedAt = performance.now()
    const elapsed = () => performance.now() - startedAt
    const connectionsMax = plan.kind === 'closed' ? plan.askers : plan.connectionsMax
    let served = 0

    function ask(dueMs: number, connection: Connection): void {
      const webhook = putOff.pop() ?? nextWebhook()
      underWay.set(connection, dueMs)
      connection.ask(webhook.bytes, (result) => {
        const outcome = outcomeOf(result)
        asked.push({ dueMs, latencyMs: elapsed() - dueMs, number: webhook.number, outcome })
        underWay.delete(connection)
        if (outcome === 503) putOff.push(webhook)
        if (!connection.isOpen()) return
        if (outcome === 503 && plan.kind === 'closed') setTimeout(() => goOn(connection), PUT_OFF_PAUSE_MS)
        else goOn(connection)
      })
    }

    function goOn(connection: Connection): void {
      const next = waiting[served]
      if (next !== undefined) {
        served += 1
        ask(next, connection)
      } else if (plan.kind === 'closed' && elapsed() < plan.durationMs) ask(elapsed(), connection)
      else idle.push(connection)
    }

    function due(dueMs: number): void {
      if (idle.length === 0 && underWay.size >= connectionsMax) return void waiting.push(dueMs)
      let connection = idle.pop()
      while (connection !== undefined && !connection.isOpen()) connection = idle.pop()
      ask(dueMs, connection ?? openConnection(port))
    }

    const lateness = setInterval(() => {
      const before = elapsed() - LATE_MS
      for (const [connection, dueMs] of underWay) if (dueMs < before) connection.giveUp()
      for (let next = waiting[served]; next !== undefined && next < before; next = waiting[served]) {
        asked.push({ dueMs: next, latencyMs: LATE_MS, number: 0, outcome: LATE })
        served += 1
      }
    }, LATE_CHECK_MS)

    if (plan.kind === 'closed') for (let asker = 0; asker < plan.askers; asker += 1) due(elapsed())
    let count = 0
    while (elapsed() < plan.durationMs) {
      if (plan.kind === 'open')
        for (; count < (elapsed() / 1000) * plan.perSecond; count += 1) due((count / plan.perSecond) * 1000)
      await sleep(TICK_MS)
    }
    while (underWay.size > 0 || served < waiting.length) await sleep(TICK_MS)
    clearInterval(lateness)
    return asked
  }
}

function outcomeOf(result: Result): number {
  if (result === 'reset') return BROKEN
  if (result === 'late') return LATE
  return result.status === 503 && !result.hasRetryAfter ? NO_RETRY_AFTER : result.status
}
