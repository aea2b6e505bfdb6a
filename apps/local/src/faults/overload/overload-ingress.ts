import { openRig } from '../rig/open-rig.ts'
import type { Verdict } from '../verdict.ts'
import { judgeOverload } from './judge-overload.ts'
import { openClients } from './open-clients.ts'

const SECOND_MS = 1_000
const OVERLOAD_MS = 15 * SECOND_MS
const TIMES = 1.5
/** A 503 costs a third of what a webhook does, so that three quarters can be taken at most; and the clients have the same two cores. */
const GOODPUT_MIN = 0.4
const ASKERS = 150
const CONNECTIONS = 1_000
/** Enough that the queue is not what sheds: the limit is the ingress' own processor. */
const ENV = { INBOUND_MAX: '10000000', LOG_LEVEL: 'info' }

/** One ingress, whose queue takes everything, gets half as much again as its processor can take. */
export async function overloadIngress(dir: string, onProgress: (step: string) => void): Promise<Verdict[]> {
  const rig = await openRig({ dir, apps: { ingress: 1, worker: 0, sender: 0, console: 0 }, env: ENV })
  const clients = openClients(rig, { line: 'default', guests: 2_000, onProgress })
  try {
    // WAHA keeps its connections. Node takes new ones only one by one, so they are opened before.
    await clients.run('an ingress warms up', {
      kind: 'closed',
      askers: CONNECTIONS,
      durationMs: 6 * SECOND_MS,
    })
    const peak = await clients.findPeak(ASKERS, 5 * SECOND_MS)
    const faults = `one ingress gets ${TIMES}x its peak of ${Math.round(peak)}/s for 15 s`
    const summary = await clients.run(faults, {
      kind: 'open',
      perSecond: peak * TIMES,
      connectionsMax: CONNECTIONS,
      durationMs: OVERLOAD_MS,
    })
    return judgeOverload({ faults, peak, goodputMin: GOODPUT_MIN, summary })
  } finally {
    await clients.close()
    await rig.close()
  }
}
