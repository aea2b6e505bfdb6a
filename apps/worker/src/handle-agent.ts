import { H2hError } from '@bellhop/gateways/h2h'
import { HandBackError } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'
import { setAgentStatus, wantsAgent, type Store } from '@bellhop/store'
import type { OutageGate } from './outage-gate.ts'

export interface HandleAgentDeps {
  store: Store
  createAgent: (sessionId: string) => Promise<void>
  gate: OutageGate
  log: Logger
}

/** Creates a session's agent. A failure is the session's `agent_status`; thrown on, it is tried again later. */
export function createAgentHandler({ store, createAgent, gate, log }: HandleAgentDeps) {
  return async function handleAgent({
    sessionId,
    attempt,
  }: {
    sessionId: string
    attempt: number
  }): Promise<void> {
    if (!(await gate.run(() => wantsAgent(store, sessionId)))) return
    try {
      await createAgent(sessionId)
    } catch (error) {
      if (error instanceof HandBackError) throw error
      const code = error instanceof H2hError ? error.code : undefined
      log.error({ err: error, code, sessionId, attempt }, 'agent could not be created')
      await gate.run(() => setAgentStatus(store, sessionId, 'failed'))
      throw error
    }
    await gate.run(() => setAgentStatus(store, sessionId, 'created'))
    log.info({ sessionId, attempt }, 'agent created')
  }
}
