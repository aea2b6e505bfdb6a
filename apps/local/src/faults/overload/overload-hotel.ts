import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkIn } from '../../hostile/act-as-hotel.ts'
import { judgeLogs } from '../rig/judge-logs.ts'
import { openRig } from '../rig/open-rig.ts'
import type { Verdict } from '../verdict.ts'
import { judgeFlat, judgeOverload, judgeRecovery } from './judge-overload.ts'
import { judgeStored } from './judge-stored.ts'
import { openClients } from './open-clients.ts'
import { readRedisMb, readRssMb, watchTop } from './read-memory.ts'

const SECOND_MS = 1_000
const OVERLOAD_MS = 60 * SECOND_MS
/** At ten times the peak, 23,000 webhooks a second and more, sending and refusing them takes one of two processors. */
const OVERLOADS = [
  { times: 2, goodputMin: 0.8 },
  { times: 10, goodputMin: 0.4 },
]
const GUESTS = 500
const LINE = 'front'
const ASKERS = 100
const NICE = 10
const CONNECTIONS = 1_000
const ENV = {
  // Little, so that it is full within seconds: from then on as much is taken as the workers are done with.
  INBOUND_MAX: '2000',
  SEND_RATE_PER_LINE: '0',
  SEND_TYPING: 'false',
  GAP_REPAIR_EVERY: 'off',
  LOG_LEVEL: 'info',
}
const INGRESS_MAX_MB = 320
const REDIS_MAX_MB = 128

/** A whole hotel gets twice and ten times what its workers can do, and then half. */
export async function overloadHotel(dir: string, onProgress: (step: string) => void): Promise<Verdict[]> {
  const rig = await openRig({
    dir,
    apps: { ingress: 1, worker: 1, sender: 1, console: 0 },
    env: ENV,
    waha: { lines: [LINE], acks: [] },
  })
  // As docker-compose.yml weighs them: what answers webhooks comes before what works them off.
  for (const app of [...rig.apps.worker, ...rig.apps.sender]) setPriority(app.pid() ?? 0, NICE)
  // The clients are WAHA's webhooks here; its own, of what it has sent, would cost this machine more than all of the rest.
  rig.waha.sendWebhooksTo(null)
  await checkIn(rig.store, { guests: GUESTS, lines: [LINE] })
  const clients = openClients(rig, { line: LINE, guests: GUESTS, onProgress })
  try {
    // WAHA keeps its connections. Node takes new ones only one by one, so they are opened before.
    await clients.run('the hotel warms up', {
      kind: 'closed',
      askers: CONNECTIONS,
      durationMs: 8 * SECOND_MS,
    })
    const peak = await clients.findPeak(ASKERS, 10 * SECOND_MS)
    const before = await clients.runHalf(peak)
    const verdicts: Verdict[] = []
    const tops: Record<'ingress' | 'redis', number[]> = { ingress: [], redis: [] }
    for (const { times, goodputMin } of OVERLOADS) {
      const ingress = watchTop(() => readRssMb(rig.apps.ingress[0]?.pid() ?? 0))
      const redis = watchTop(() => readRedisMb(rig.redisUrl))
      const faults = `a hotel gets ${times}x its peak of ${Math.round(peak)}/s for 60 s`
      const summary = await clients.run(faults, {
        kind: 'open',
        perSecond: peak * times,
        connectionsMax: CONNECTIONS,
        durationMs: OVERLOAD_MS,
      })
      tops.ingress.push(ingress.end())
      tops.redis.push(redis.end())
      verdicts.push(...judgeOverload({ faults, peak, goodputMin, summary }))
      await sleep(5 * SECOND_MS)
      verdicts.push(judgeRecovery(before, await clients.runHalf(peak)))
    }
    onProgress('looks for all that was acknowledged')
    const faults = `a hotel gets ${OVERLOADS.map(({ times }) => `${times}x`).join(', then ')} its peak`
    return [
      ...verdicts,
      judgeFlat({ what: 'the ingress', faults, tops: tops.ingress, maxMb: INGRESS_MAX_MB }),
      judgeFlat({ what: 'Redis', faults, tops: tops.redis, maxMb: REDIS_MAX_MB }),
      await judgeStored(rig.store, clients.accepted, faults),
      await judgeLogs([rig], faults),
    ]
  } finally {
    await clients.close()
    await rig.close()
  }
}
