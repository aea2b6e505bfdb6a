import { writeFile } from 'node:fs/promises'
import { callTree } from './call-tree.ts'
import { drawFlame } from './draw-flame.ts'
import { DURATION_MS, type StageProfile } from './profile-bench.ts'
import { selfTimes, type SelfTime } from './self-times.ts'

const SHOWN = { packages: 14, functions: 22 }

/** Tables of what took longest. */
export function renderProfiles(profiles: readonly StageProfile[]): string {
  const lines = (times: readonly SelfTime[]) =>
    times.map(({ name, share }) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${name}`)
  return profiles
    .flatMap(({ stage, profile, cpuMs }) => {
      const { packages, functions } = selfTimes(profile, DURATION_MS)
      return [
        `\n${stage}, ${cpuMs.toFixed(2)} CPU ms a message, by package`,
        ...lines(packages.slice(0, SHOWN.packages)),
        `\n${stage}, by function`,
        ...lines(functions.slice(0, SHOWN.functions)),
      ]
    })
    .join('\n')
}

/** `<path>-<app>-flame.svg` for each app. */
export async function writeFlames(
  path: string,
  commit: string,
  profiles: readonly StageProfile[],
): Promise<void> {
  for (const { stage, profile, cpuMs } of profiles) {
    const heading = `Where the time of the ${stage} goes, at commit ${commit}`
    const caption = `${cpuMs.toFixed(2)} CPU ms a message, with a full window; by call path, idle time left out`
    await writeFile(`${path}-${stage}-flame.svg`, drawFlame(callTree(profile, DURATION_MS), heading, caption))
  }
}
