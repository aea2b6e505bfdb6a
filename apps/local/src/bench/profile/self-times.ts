import { busyTimes, fileOf, functionOf, packageOf, type CpuProfile } from './cpu-profile.ts'

export interface SelfTime {
  name: string
  /** Of the time that the process was busy. */
  share: number
}

/** Where the last so many ms went, by function and by package, without what each called. The most first. */
export function selfTimes(
  profile: CpuProfile,
  lastMs: number,
): { functions: SelfTime[]; packages: SelfTime[] } {
  const times = busyTimes(profile, lastMs)
  const byFunction = new Map<string, number>()
  const byPackage = new Map<string, number>()
  let busy = 0
  for (const { id, callFrame } of profile.nodes) {
    const time = times.get(id)
    if (time === undefined) continue
    busy += time
    const place = packageOf(callFrame)
    const name = [functionOf(callFrame), place, fileOf(callFrame)].filter((part) => part !== '').join('  ')
    byFunction.set(name, (byFunction.get(name) ?? 0) + time)
    byPackage.set(place, (byPackage.get(place) ?? 0) + time)
  }
  const sort = (sums: Map<string, number>) =>
    [...sums].map(([name, time]) => ({ name, share: time / busy })).toSorted((a, b) => b.share - a.share)
  return { functions: sort(byFunction), packages: sort(byPackage) }
}
