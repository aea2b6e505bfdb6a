import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom } from '@bellhop/gateways/waha/simulator'
import { checkIn } from '../../hostile/act-as-hotel.ts'
import { countUnfinished, waitUntil } from '../../hostile/unfinished.ts'
import { writeSteadily, type Written } from '../chaos/write-steadily.ts'
import type { AppProcess } from '../rig/app-process.ts'
import { findCanaries } from '../rig/find-canaries.ts'
import { judgeLogs } from '../rig/judge-logs.ts'
import { openRig, type Rig } from '../rig/open-rig.ts'
import type { Phase, Verdict } from '../verdict.ts'

const LINES = ['front', 'spa']
const GUESTS = 200
const RATE = 40
const SECOND_MS = 1_000
const DURATION_MS = 40 * SECOND_MS
const DRAIN_MS = 120 * SECOND_MS
/** I11: the sender has the time of a send that has just begun. */
const END_MAX_MS = { sender: 50 * SECOND_MS, others: 10 * SECOND_MS }
/** What a worker says when jobs were left in the hands of one that is gone. */
const STALLED = 'jobs lost their worker'
const ENV = { SEND_RATE_PER_LINE: '0', SEND_TYPING: 'false', LOG_LEVEL: 'info' }

interface Ending {
  name: string
  code: number | null
  ms: number
}

/** One process after the other is ended and started again under load, as in a deployment: nobody may notice (I11). */
export const restarts: Phase = async ({ dir, seed, onProgress }) => {
  const rig = await openRig({
    dir,
    apps: { ingress: 2, worker: 2, sender: 2, console: 1 },
    env: ENV,
    waha: { lines: LINES, retries: { attempts: 720, delayMs: SECOND_MS } },
  })
  try {
    const guests = await checkIn(rig.store, { guests: GUESTS, lines: LINES })
    const written: Written[] = []
    const endings: Ending[] = []
    const random = createRandom(seed)
    const writing = writeSteadily(rig.waha, guests, { rate: RATE, durationMs: DURATION_MS, random }, written)
    await Promise.all([writing, restartInTurn(rig, endings, onProgress)])
    const ids = written.map(({ id }) => id)
    await waitUntil(DRAIN_MS, async () => {
      const left = await countUnfinished(rig.store, ids)
      return left.missing + left.unsent === 0
    })
    await rig.waha.idle()
    return await judge(rig, endings, ids)
  } finally {
    await rig.close()
  }
}

/** The processes of each app one after the other, so that another of them is always there; the apps beside each other. */
async function restartInTurn(
  { apps }: Rig,
  endings: Ending[],
  onProgress: (step: string) => void,
): Promise<void> {
  const until = Date.now() + DURATION_MS
  await Promise.all(
    Object.values(apps).map(async (processes) => {
      for (let turn = 0; Date.now() < until; turn += 1) {
        const app = processes[turn % processes.length]
        if (app === undefined) return
        await sleep(SECOND_MS / 2)
        endings.push(await end(app))
        await app.start()
        onProgress(`${endings.length} restarts`)
      }
    }),
  )
}

async function end(app: AppProcess): Promise<Ending> {
  const startedAt = performance.now()
  const code = await app.term()
  return { name: app.name, code, ms: performance.now() - startedAt }
}

async function judge(rig: Rig, endings: readonly Ending[], ids: readonly string[]): Promise<Verdict[]> {
  const { deliveries, sent } = rig.waha
  const left = await countUnfinished(rig.store, ids)
  const uncertain = await rig.store.prisma.message.findMany({
    where: { OR: [{ uncertainSince: { not: null } }, { resends: { gt: 0 } }, { status: 'unknown' }] },
  })
  const stalled = await findCanaries(rig.logDir, [STALLED])
  const faults = `SIGTERM x${endings.length}`
  return [
    {
      invariant: 'I11',
      promise: 'each process ends with 0, in its time',
      faults,
      events: `${endings.length} ends`,
      violations: endings
        .filter(isLateOrFailed)
        .map(({ name, code, ms }) => `${name}: ${code}, ${Math.round(ms)} ms`),
    },
    {
      invariant: 'I11',
      promise: 'no request is reset',
      faults,
      events: `${deliveries.length} webhooks`,
      violations: deliveries
        .filter(({ answers }) => answers.includes(null))
        .map(({ eventId }) => `reset ${eventId}`),
    },
    {
      invariant: 'I11',
      promise: 'no job is left to stall, and no send in doubt',
      faults,
      events: `${sent.length} texts, ${stalled.lines} log lines`,
      violations: [...stalled.hits, ...uncertain.map(({ seq }) => `row ${seq} was in doubt`)],
    },
    {
      invariant: 'I1',
      promise: 'everything is stored, applied and sent',
      faults,
      events: `${ids.length} messages`,
      violations: left.missing + left.unsent === 0 ? [] : [`${left.missing} missing, ${left.unsent} unsent`],
    },
    await judgeLogs([rig], faults),
  ]
}

function isLateOrFailed({ name, code, ms }: Ending): boolean {
  return code !== 0 || ms > (name.startsWith('sender') ? END_MAX_MS.sender : END_MAX_MS.others)
}
