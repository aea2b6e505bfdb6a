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

/** Reads once a second until the end, which gives the most that it was. */
export function watchTop(readMb: () => Promise<number>): { end(): number } {
  let top = 0
  const timer = setInterval(() => void readMb().then((mb) => (top = Math.max(top, mb))), 1_000)
  return {
    end() {
      clearInterval(timer)
      return top
    },
  }
}
