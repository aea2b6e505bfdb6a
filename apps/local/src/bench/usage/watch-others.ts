import { availableParallelism, cpus } from 'node:os'
import { readCpuMs } from './read-cpu.ts'

/**
 * How much of the processors was somebody else's, from now until it is asked: where that is more than a little, rates say less than they
 * seem to. `pids` are servers that are ours and no children of this process.
 */
export async function watchOthers(pids: readonly number[]): Promise<() => Promise<number>> {
  const startedAt = performance.now()
  const before = await readBoth(pids)
  return async () => {
    const after = await readBoth(pids)
    const allMs = (performance.now() - startedAt) * availableParallelism()
    return Math.max(0, after.busyMs - before.busyMs - (after.oursMs - before.oursMs)) / allMs
  }
}

async function readBoth(pids: readonly number[]): Promise<{ busyMs: number; oursMs: number }> {
  const ours = await Promise.all([process.pid, ...pids].map(readCpuMs))
  const busy = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq)
  return { busyMs: sum(busy), oursMs: sum(ours) }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
