import type { InboundEvent } from '@bellhop/core'
import { inboundJobId } from '@bellhop/queue'
import { BUILT_IN_OPERATOR_ID, newId, retryQuarantined, storeEvents, withSweepLock } from '@bellhop/store'
import { createInboundHandler } from '../src/handle-inbound.ts'
import { noWaiting } from '../src/outage-gate.ts'
import { quarantine } from '../src/quarantine.ts'
import { createReadQuarantined } from '../src/read-quarantined.ts'
import { createRetryQuarantined, type RetryQuarantinedDeps } from '../src/retry-quarantined.ts'
import { openApplier } from './open-applier.ts'
import { silentLog } from './silent-log.ts'
import { LINE, type StoredHotel } from './stored-hotel.ts'

const ADMIN = { kind: 'operator', id: BUILT_IN_OPERATOR_ID, name: 'admin' } as const

/** What a test does with quarantined events: has them there, asks for them, and runs the sweep's step. */
export function quarantineOf({ store, prisma }: StoredHotel) {
  const handle: RetryQuarantinedDeps['handle'] = createInboundHandler({
    store,
    apply: openApplier(store).apply,
    later: { add: () => {}, stop: async () => {} },
    gate: noWaiting,
    ringMedia: async () => {},
    lineWatch: { heard: async () => {} },
    askNumbers: () => {},
    backlogSettleMs: 0,
    log: silentLog,
  })

  /** A worker's rounds of the sweep's step. */
  function rounds(overrides: Partial<RetryQuarantinedDeps> = {}) {
    const read = createReadQuarantined({ lines: [LINE, 'spa'], homeCountry: '62' })
    const deps = { store, read, handle, log: silentLog, now: Date.now, ...overrides }
    const retry = createRetryQuarantined(deps)
    return () => withSweepLock(store, 'retries', retry)
  }

  async function ask(eventKey: string): Promise<string> {
    const { id } = await prisma.quarantinedEvent.findUniqueOrThrow({ where: { eventKey } })
    await retryQuarantined(store, id, ADMIN)
    return id
  }

  return {
    handle,
    rounds,
    /** One round of a worker of its own. */
    round: (overrides: Partial<RetryQuarantinedDeps> = {}) => rounds(overrides)(),
    row: (id: string) => prisma.quarantinedEvent.findUnique({ where: { id } }),
    messages: (whatsappId: string) => prisma.message.findMany({ where: { whatsappId } }),

    /** An event that could not be read once, which somebody wants tried again. Gives its id. */
    async asked(raw: Buffer, eventKey = newId()): Promise<string> {
      const unreadable = { kind: 'unreadable', line: LINE, eventId: null, reason: 'unknown line' } as const
      await storeEvents(store, [{ key: eventKey, event: { ...unreadable, raw: raw.toString('base64') } }], 0)
      return ask(eventKey)
    },

    /** A job of that event has failed, and somebody wants it tried again. Gives its id in the quarantine. */
    async askedForJob(event: InboundEvent): Promise<string> {
      const id = inboundJobId(event)
      await quarantine(store, { id, event, reason: 'P0042' })
      return ask(id)
    },
  }
}
