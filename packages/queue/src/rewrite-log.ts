import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { isPostgres } from './backend.ts'
import { openRedisOnce } from './redis-once.ts'

const LOOK_MS = 100
const DONE_MS = 120_000
const IN_PROGRESS = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled', 'rdb_bgsave_in_progress']

/**
 * Makes Redis forget removed jobs on its disk too: writes its log anew, and its snapshot where it makes some. False if it could
 * not. On Postgres there is nothing to do.
 */
export async function rewriteQueueLog(queueUrl: string): Promise<boolean> {
  if (isPostgres(queueUrl)) return true
  return openRedisOnce(queueUrl, async (redis) => {
    if (!(await isIdle(redis))) return false
    const facts = await redis.info('persistence')
    if (read(facts, 'aof_enabled') === '1' && !(await begin(redis, 'BGREWRITEAOF'))) return false
    if ((await makesSnapshots(redis)) && !(await begin(redis, 'BGSAVE'))) return false
    const after = await redis.info('persistence')
    return (
      read(after, 'aof_last_bgrewrite_status') !== 'err' && read(after, 'rdb_last_bgsave_status') !== 'err'
    )
  })
}

async function begin(redis: Redis, command: 'BGREWRITEAOF' | 'BGSAVE'): Promise<boolean> {
  await redis.call(command)
  return isIdle(redis)
}

/** Waits until it writes neither. False if that takes too long. */
async function isIdle(redis: Redis): Promise<boolean> {
  for (const deadline = Date.now() + DONE_MS; Date.now() < deadline; await sleep(LOOK_MS)) {
    const facts = await redis.info('persistence')
    if (IN_PROGRESS.every((name) => (read(facts, name) ?? '0') === '0')) return true
  }
  return false
}

/** A managed server that keeps its settings to itself is taken for one that does. */
async function makesSnapshots(redis: Redis): Promise<boolean> {
  try {
    const [, save] = await redis.config('GET', 'save')
    return save !== ''
  } catch {
    return true
  }
}

function read(facts: string, name: string): string | undefined {
  return new RegExp(`^${name}:(\\S+)`, 'm').exec(facts)?.[1]
}
