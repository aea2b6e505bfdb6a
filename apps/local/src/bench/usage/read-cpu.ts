import { readFile } from 'node:fs/promises'
import { family } from '../../faults/rig/servers.ts'

/** Linux counts in these, whatever its clock does. */
const TICK_MS = 10

/** What a process, and all that it has started, has had of the processors so far, in ms. */
export async function readCpuMs(pid: number): Promise<number> {
  const times = await Promise.all((await family(pid)).map(readTicks))
  return times.reduce((sum, { own }) => sum + own, times[0]?.ended ?? 0) * TICK_MS
}

async function readTicks(pid: number): Promise<{ own: number; ended: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name before may hold anything, spaces too.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number)
  return { own: user + system, ended: endedUser + endedSystem }
}
