import { redisCommand } from '../../faults/rig/redis-command.ts'

/** What Redis has done so far. */
export interface RedisUse {
  /** Commands, those inside scripts included. */
  commands: number
  /** Scripts that BullMQ had it run. */
  scripts: number
  /** Times that it read something from a connection: about as many as there were round trips. */
  reads: number
}

export async function readRedisUse(url: string): Promise<RedisUse> {
  const [stats, commands] = await Promise.all(
    ['stats', 'commandstats'].map(async (section) => String(await redisCommand(url, 'INFO', section))),
  )
  return parseRedisUse(stats ?? '', commands ?? '')
}

export function parseRedisUse(stats: string, commandStats: string): RedisUse {
  let [commands, scripts] = [0, 0]
  for (const [, name, calls] of commandStats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)) {
    commands += Number(calls)
    if (name === 'evalsha' || name === 'eval') scripts += Number(calls)
  }
  return { commands, scripts, reads: Number(/^total_reads_processed:(\d+)/m.exec(stats)?.[1] ?? 0) }
}
