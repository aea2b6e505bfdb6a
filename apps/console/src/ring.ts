import type { Effect } from '@bellhop/core'
import type { Doorbells, OutboundRing } from '@bellhop/queue'
import type { Logger } from '@bellhop/runtime'

export type Ring = (rings: {
  effects: readonly Effect[]
  outbound?: readonly OutboundRing[]
}) => Promise<void>

/** Wakes worker and sender after a commit. If the queue is away the answer stands: the sweep rings again. */
export function createRing(doorbells: Pick<Doorbells, 'ringAgent' | 'ringOutbound'>, log: Logger): Ring {
  return async ({ effects, outbound = [] }) => {
    const agents = effects.flatMap((effect) => (effect.type === 'create-agent' ? [effect.sessionId] : []))
    try {
      if (agents.length > 0) await doorbells.ringAgent(agents)
      if (outbound.length > 0) await doorbells.ringOutbound(outbound)
    } catch (error) {
      log.warn({ err: error }, 'the queue could not be rung; the sweep will')
    }
  }
}
