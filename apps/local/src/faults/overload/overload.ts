import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openRig } from '../rig/open-rig.ts'
import type { Phase, PhaseContext, Verdict } from '../verdict.ts'
import { floodByOneGuest } from './hot-guest.ts'
import { judgeOverload, judgeRecovery } from './judge-overload.ts'
import { judgeStored } from './judge-stored.ts'
import type { Asked, LoadPlan } from './load.ts'
import { openLoad } from './open-load.ts'
import { readRssMb } from './read-rss.ts'
import { summarise } from './summary.ts'

const SECOND_MS = 1_000
const OVERLOAD_MS = 60 * SECOND_MS
const ASKERS = 100
const CONNECTIONS_MAX = 1_000
const TIMES = [2, 10]
/** Enough that the queue is not what sheds: the limit is the ingress itself. */
const INBOUND_MAX = '10000000'

/** More than the hotel can take: of all together, and of one guest. */
export const overload: Phase = async ({ dir, onProgress }) => [
  ...(await overloadIngress({ dir: join(dir, 'ingress'), onProgress })),
  await floodByOneGuest(join(dir, 'hot-guest'), onProgress),
]

/** One ingress gets twice and ten times what it can take, and then half; a worker stores afterwards what it has acknowledged. */
async function overloadIngress({
  dir,
  onProgress,
}: Pick<PhaseContext, 'dir' | 'onProgress'>): Promise<Verdict[]> {
  const rig = await openRig({
    dir,
    apps: { ingress: 1, worker: 0, sender: 0, console: 0 },
    env: { INBOUND_MAX, LOG_LEVEL: 'info' },
  })
  const [ingress] = rig.apps.ingress
  const pid = ingress?.pid() ?? 0
  const load = openLoad({
    port: ingress?.port ?? 0,
    hmacKey: rig.secrets[0] ?? '',
    line: 'default',
    guests: 2_000,
  })
  try {
    const accepted: number[] = []
    const run = async (step: string, plan: LoadPlan) => {
      onProgress(step)
      const asked: Asked[] = await load.run(plan)
      for (const { outcome, number } of asked) if (outcome === 200) accepted.push(number)
      return summarise(asked, plan.durationMs)
    }
    const closed = (durationMs: number): LoadPlan => ({ kind: 'closed', askers: ASKERS, durationMs })
    const open = (perSecond: number, durationMs: number): LoadPlan => ({
      kind: 'open',
      perSecond,
      connectionsMax: CONNECTIONS_MAX,
      durationMs,
    })

    await run('warms up', closed(3 * SECOND_MS))
    const ramp = await run('looks for the peak', closed(6 * SECOND_MS))
    const peak = ramp.accepted / ramp.seconds
    const before = await run('half the peak', open(peak / 2, 5 * SECOND_MS))
    const verdicts: Verdict[] = []
    for (const times of TIMES) {
      const rss: number[] = []
      const sampling = setInterval(() => void readRssMb(pid).then((mb) => rss.push(mb)), SECOND_MS)
      const summary = await run(
        `${times}x the peak of ${Math.round(peak)}/s`,
        open(peak * times, OVERLOAD_MS),
      )
      clearInterval(sampling)
      verdicts.push(...judgeOverload({ peak, times, summary, rss }))
      await writeFile(join(dir, `${times}x.json`), JSON.stringify({ peak, summary, rss }))
      await sleep(5 * SECOND_MS)
      const after = await run('half the peak again', open(peak / 2, 5 * SECOND_MS))
      verdicts.push(judgeRecovery(before, after))
    }
    onProgress('looks for all that was acknowledged')
    return [...verdicts, await judgeStored(rig, accepted)]
  } finally {
    await load.close()
    await rig.close()
  }
}
