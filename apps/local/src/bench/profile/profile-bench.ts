import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compose } from '@bellhop/runtime'
import type { Bench } from '../bench.ts'
import { ROOT } from '../../faults/rig/open-rig.ts'
import { openHouse, STAGES, type Stage } from '../house/open-house.ts'
import { WRITERS } from '../measure/throughput.ts'
import { ACTIVE, HMAC_KEY, LINES, UNDER_WAY } from '../plan.ts'
import { openWorld } from '../world/open-world.ts'
import { selfTimes, type CpuProfile, type SelfTime } from './self-times.ts'

const WARM_UP_MS = 3_000
const DURATION_MS = 15_000

export type Profiles = Record<Stage, ReturnType<typeof selfTimes>>

/** Where each app's time goes while it does what it can. The profiles themselves stay in the folder, for a flame graph. */
export async function profileBench(dir: string, tell: Bench['tell']): Promise<Profiles> {
  const argsOf = (app: string) => [
    '--cpu-prof',
    '--cpu-prof-dir',
    join(dir, 'profiles', app),
    join(ROOT, 'apps', app, 'dist/main.js'),
  ]
  const running = await compose(async (defer) => {
    tell('a hotel moves in')
    const world = await openWorld({ hmacKey: HMAC_KEY, lines: LINES, guests: ACTIVE })
    defer(() => world.close())
    const filling = { guests: ACTIVE, active: ACTIVE, messages: 0, lines: LINES }
    const house = await openHouse(join(dir, 'house'), {
      wahaUrl: world.wahaUrl,
      hmacKey: HMAC_KEY,
      filling,
      tell,
      argsOf,
    })
    defer(() => house.close())
    for (const durationMs of [WARM_UP_MS, DURATION_MS]) {
      tell(`guests write for ${durationMs / 1000} s`)
      await world.talk(house.port, { kind: 'window', unanswered: UNDER_WAY, durationMs, guests: WRITERS })
    }
    // Node writes its profile when it ends by itself.
    await Promise.all(house.rig.all.map((app) => app.term()))
    return {}
  })
  await running.close()
  const profiles = await Promise.all(
    STAGES.map(async (stage) => [stage, await readProfile(join(dir, 'profiles', stage))]),
  )
  return Object.fromEntries(profiles) as Profiles
}

async function readProfile(dir: string): Promise<ReturnType<typeof selfTimes>> {
  const [file = ''] = await readdir(dir)
  return selfTimes(JSON.parse(await readFile(join(dir, file), 'utf8')) as CpuProfile, DURATION_MS)
}

const SHOWN = { packages: 14, functions: 22 }

export function renderProfiles(profiles: Profiles): string {
  const lines = (times: readonly SelfTime[]) =>
    times.map(({ name, share }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`)
  return STAGES.flatMap((stage) => [
    `\n${stage}, by package`,
    ...lines(profiles[stage].packages.slice(0, SHOWN.packages)),
    `\n${stage}, by function`,
    ...lines(profiles[stage].functions.slice(0, SHOWN.functions)),
  ]).join('\n')
}
