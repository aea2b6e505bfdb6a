import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '@bellhop/gateways/waha/simulator'
import { every, within } from '@bellhop/runtime'
import { checkIn, sendAgainAsStaff } from '../../hostile/act-as-hotel.ts'
import { countUnfinished, waitUntil } from '../../hostile/unfinished.ts'
import { openRig, type Rig } from '../rig/open-rig.ts'
import type { Phase } from '../verdict.ts'
import { judgeChaos } from './judge-chaos.ts'
import { makeTrouble } from './make-trouble.ts'
import { writeSteadily, type Written } from './write-steadily.ts'

const LINES = ['front', 'spa', 'bar', 'shuttle']
const SECOND_MS = 1_000
/** With everything well again, whatever is still open after this counts as lost. */
const DRAIN_MS = 300 * SECOND_MS

export interface ChaosPlan {
  guests: number
  /** Messages a second. */
  rate: number
  durationMs: number
}

const ENV = {
  SEND_RATE_PER_LINE: '0',
  SEND_TYPING: 'false',
  // A backlog is answered as it would be in a hotel: not each of ten questions while the first answer is unsent.
  AUTO_REPLY: 'once-per-burst',
  GAP_REPAIR_EVERY: '60s',
  LOG_LEVEL: 'info',
}

/** Guests write at a constant rate while everything fails that can; then all is well, and everything must be there, once. */
export function chaos(plan: ChaosPlan): Phase {
  return async ({ dir, seed, onProgress }) => {
    const rig = await openRig({
      dir,
      apps: { ingress: 2, worker: 3, sender: 2, console: 1 },
      env: ENV,
      // Slower retries than WAHA's own: thousands of webhooks that wait would take this process all its time.
      waha: { lines: LINES, acks: [], retries: { attempts: 720, delayMs: 10 * SECOND_MS } },
    })
    try {
      const guests = await checkIn(rig.store, { guests: plan.guests, lines: LINES })
      const written: Written[] = []
      const counts = new Map<string, number>()
      const startedAt = Date.now()
      const tell = (name: string, detail?: string) => {
        counts.set(name, (counts.get(name) ?? 0) + 1)
        const event = { afterMs: Date.now() - startedAt, fault: name, ...(detail && { detail }) }
        void appendFile(join(dir, 'faults.jsonl'), `${JSON.stringify(event)}\n`)
      }
      const { durationMs, rate } = plan
      const tellProgress = async (applied: number | string) => {
        const faults = [...counts.values()].reduce((sum, count) => sum + count, 0)
        onProgress(`${written.length} messages written, ${applied} applied, ${faults} faults`)
      }
      const progress = every(
        5 * SECOND_MS,
        async () => tellProgress(await countApplied(rig)),
        () => void tellProgress('?'), // Postgres is what is away
      )
      try {
        await Promise.all([
          writeSteadily(rig.waha, guests, { rate, durationMs, random: createRandom(seed) }, written),
          makeTrouble({ rig, durationMs, random: createRandom(seed + 1), onFault: tell }),
        ])
      } finally {
        await progress.stop()
      }
      await rig.heal()
      const healedAt = Date.now()
      const ids = written.map(({ id }) => id)
      let decidedByStaff = 0
      await waitUntil(DRAIN_MS, async () => {
        decidedByStaff += await sendAgainAsStaff(toHotel(rig))
        const left = await countUnfinished(rig.store, ids)
        onProgress(`draining: ${left.missing} to be stored or applied, ${left.unsent} to be sent`)
        return left.missing + left.unsent === 0
      })
      const drainMs = Date.now() - healedAt
      await Promise.all(rig.all.map((app) => app.term()))
      return await judgeChaos({ rig, written, counts, decidedByStaff, drainMs })
    } finally {
      await rig.close()
    }
  }
}

function countApplied({ store }: Rig): Promise<number> {
  return within(2 * SECOND_MS, store.prisma.message.count({ where: { fromMe: false, status: 'applied' } }))
}

function toHotel({ apps, store, apiKey, waha }: Rig) {
  const url = apps.console[0]?.url ?? ''
  return { hotel: { waha, console: { url, close: async () => {} } }, store, apiKey, onProgress: () => {} }
}
