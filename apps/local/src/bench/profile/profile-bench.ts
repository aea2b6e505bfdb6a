import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compose } from '@bellhop/runtime'
import type { Bench } from '../bench.ts'
import { appCommand } from '../../faults/rig/app-command.ts'
import { openHouse, STAGES, type House, type Stage } from '../house/open-house.ts'
import { WRITERS } from '../measure/throughput.ts'
import { ACTIVE, HMAC_KEY, LINES, UNDER_WAY } from '../plan.ts'
import { readCpuMs } from '../usage/read-cpu.ts'
import { openWorld } from '../world/open-world.ts'
import type { CpuProfile } from './cpu-profile.ts'

const WARM_UP_MS = 3_000
export const DURATION_MS = 15_000

export interface StageProfile {
  stage: Stage
  /** It ends with the time that was measured. */
  profile: CpuProfile
  /** What a message has cost there, in ms of the processors. */
  cpuMs: number
}

/** Where each app's time goes while it does what it can. */
export async function profileBench(dir: string, tell: Bench['tell']): Promise<StageProfile[]> {
  const argsOf = (app: string) =>
    appCommand(app, ['--cpu-prof', '--cpu-prof-dir', join(dir, 'profiles', app)])
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
    const write = async (durationMs: number) => {
      tell(`guests write for ${durationMs / 1000} s`)
      const plan = { kind: 'window', unanswered: UNDER_WAY, durationMs, guests: WRITERS } as const
      const [talk] = await world.talk(house.port, plan)
      return talk.repliedMs.length
    }
    await write(WARM_UP_MS)
    const before = await readStages(house)
    const messages = await write(DURATION_MS)
    const after = await readStages(house)
    // Node writes its profile when it ends by itself.
    await Promise.all(house.rig.all.map((app) => app.term()))
    return { cpuMs: after.map((ms, at) => (ms - (before[at] ?? 0)) / messages) }
  })
  await running.close()
  return Promise.all(
    STAGES.map(async (stage, at) => ({
      stage,
      profile: await readProfile(join(dir, 'profiles', stage)),
      cpuMs: running.cpuMs[at] ?? 0,
    })),
  )
}

function readStages({ rig }: House): Promise<number[]> {
  return Promise.all(STAGES.map((stage) => readCpuMs(rig.apps[stage][0]?.pid() ?? 0)))
}

async function readProfile(dir: string): Promise<CpuProfile> {
  const [file = ''] = await readdir(dir)
  return JSON.parse(await readFile(join(dir, file), 'utf8')) as CpuProfile
}
