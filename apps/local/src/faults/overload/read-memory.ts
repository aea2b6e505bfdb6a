import { readFile } from 'node:fs/promises'
import { redisCommand } from '../rig/redis-command.ts'

/** What a process holds in memory, in MB. */
export async function readRssMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
}

/** What Redis holds, in MB. */
export async function readRedisMb(url: string): Promise<number> {
  const memory = String(await redisCommand(url, 'INFO', 'memory'))
  return Number(/^used_memory:(\d+)/m.exec(memory)?.[1] ?? 0) / 1024 / 1024
}

/** Reads each of them once a second until the end. */
export function sampleEachSecond<Name extends string>(
  readers: Record<Name, () => Promise<number>>,
): { end(): Record<Name, number[]> } {
  const names = Object.keys(readers) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>
  const timer = setInterval(() => {
    for (const name of names) void readers[name]().then((mb) => samples[name].push(mb))
  }, 1_000)
  return {
    end() {
      clearInterval(timer)
      return samples
    },
  }
}
