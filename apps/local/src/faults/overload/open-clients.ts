import type { Rig } from '../rig/open-rig.ts'
import type { LoadPlan } from './load.ts'
import { openLoad } from './open-load.ts'
import { summarise, type Summary } from './summary.ts'

const HALF_MS = 5_000

export interface Clients {
  /** The numbers of all webhooks that were answered 200. */
  readonly accepted: readonly number[]
  run(step: string, plan: LoadPlan): Promise<Summary>
  /** 200s a second that so many askers get, who wait for each answer. */
  findPeak(askers: number, durationMs: number): Promise<number>
  /** Half of that for a while. */
  runHalf(peak: number): Promise<Summary>
  close(): Promise<void>
}

/** Clients of the rig's ingress, and the ledger of what it has acknowledged. */
export function openClients(
  { apps, secrets }: Rig,
  { line, guests, onProgress }: { line: string; guests: number; onProgress: (step: string) => void },
): Clients {
  const accepted: number[] = []
  const load = openLoad({
    port: apps.ingress[0]?.port ?? 0,
    hmacKey: secrets[0] ?? '',
    lines: [line],
    guests,
  })

  async function run(step: string, plan: LoadPlan): Promise<Summary> {
    onProgress(step)
    const asked = await load.run(plan)
    for (const { outcome, number } of asked) if (outcome === 200) accepted.push(number)
    return summarise(asked, plan.durationMs)
  }

  return {
    accepted,
    run,
    async findPeak(askers, durationMs) {
      const ramp = await run('looks for the peak', { kind: 'closed', askers, durationMs })
      return ramp.accepted / ramp.seconds
    },
    runHalf: (peak) =>
      run('half the peak', { kind: 'open', perSecond: peak / 2, connectionsMax: 1_000, durationMs: HALF_MS }),
    close: () => load.close(),
  }
}
