import type { QueueFacts, RedisFacts } from '@bellhop/queue'
import type { Seen } from '../look.ts'
import { fail, ok, skipped, warn, type Finding, type Group } from '../report.ts'
import { judgeClock } from './clock.ts'
import { judgeDisk } from './disk.ts'
import { showServer } from './show-server.ts'

const FULL = 0.8
const CONFIG_HINT = 'in redis.conf, or CONFIG SET and CONFIG REWRITE'

export function judgeQueue(url: string, queue: Seen<QueueFacts>): Group {
  return { title: 'Queue', findings: findingsOf(url, queue) }
}

function findingsOf(url: string, queue: Seen<QueueFacts>): Finding[] {
  const where = showServer(url)
  if ('failed' in queue) {
    const why = 'the queue could not be asked'
    return [
      fail('reachable', `${where}: ${queue.failed}`, remedyFor(queue.failed)),
      ...['version', 'eviction', 'persistence', 'disk', 'memory', 'clock'].map((name) => skipped(name, why)),
    ]
  }
  return queue.seen.backend === 'postgres'
    ? judgePostgresBackend(where, queue.seen.isPrepared)
    : judgeRedis(where, queue.seen)
}

function remedyFor(code: string): string {
  if (code === 'NOAUTH' || code === 'WRONGPASS')
    return 'Redis wants another password: redis://:<password>@host:6379 in QUEUE_URL.'
  if (code === 'NOPERM')
    return 'This user may not do that: give it all keys and commands (ACL SETUSER ... ~* +@all).'
  if (code === 'MISCONF' || code === 'OOM')
    return 'Redis takes no writes: free its disk or memory. Its own log says which.'
  return 'Start Redis, or mend host and port in QUEUE_URL.'
}

function judgePostgresBackend(where: string, isPrepared: boolean): Finding[] {
  return [
    ok('reachable', where),
    warn(
      'backend',
      'Postgres, which serves one process only',
      'In production set QUEUE_URL to redis://... with Redis 7 or Valkey 8.',
    ),
    isPrepared ? ok('tables', 'are there') : fail('tables', 'are not there yet', 'npm run db:migrate'),
  ]
}

function judgeRedis(where: string, facts: RedisFacts): Finding[] {
  return [
    facts.role === null || facts.role === 'master'
      ? ok('reachable', where)
      : fail('reachable', `${where} is a replica: it takes no writes`, 'Set QUEUE_URL to the primary.'),
    judgeVersion(facts),
    judgeEviction(facts.evictionPolicy),
    judgePersistence(facts),
    judgeDisk('a write', facts),
    judgeMemory(facts),
    judgeClock(facts.product, facts.clockAheadMs),
  ]
}

function judgeVersion({ product, version }: RedisFacts): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const found = `${product} ${version}`
  if (major >= (product === 'Redis' ? 7 : 8)) return ok('version', found)
  const remedy = 'Bellhop is made for Redis 7 or Valkey 8 and newer: upgrade it.'
  const works = product === 'Valkey' || major > 6 || (major === 6 && minor >= 2)
  return works ? warn('version', found, remedy) : fail('version', found, remedy)
}

function judgeEviction(policy: string | null): Finding {
  if (policy === null)
    return warn(
      'eviction',
      'is not told',
      'Make sure that maxmemory-policy is noeviction: ask your provider.',
    )
  if (policy === 'noeviction') return ok('eviction', 'noeviction')
  return fail(
    'eviction',
    `${policy}: jobs are thrown away when memory is short`,
    `maxmemory-policy noeviction    (${CONFIG_HINT})`,
  )
}

function judgePersistence({ appendOnly, appendFsync, failedSaves }: RedisFacts): Finding {
  const name = 'persistence'
  if (failedSaves.length > 0) {
    return fail(
      name,
      `the last save has failed (${failedSaves.join(', ')})`,
      "Free Redis' disk and make its folder writable; its own log says what is wrong.",
    )
  }
  if (appendOnly === 'no') {
    return fail(
      name,
      'appendonly is no: a crash takes the events that were acknowledged',
      `appendonly yes    (${CONFIG_HINT})`,
      ...(appendFsync === 'always' ? [] : ['appendfsync always']),
    )
  }
  if (appendFsync === null)
    return warn(name, 'is not told', 'Make sure of appendonly yes and appendfsync always: ask your provider.')
  if (appendFsync !== 'always') {
    return fail(
      name,
      `appendfsync is ${appendFsync}: a power cut takes the events of the last seconds, though WAHA was told that they are kept`,
      `appendfsync always    (${CONFIG_HINT})`,
    )
  }
  return ok(name, 'each write is on disk before it is answered')
}

function judgeMemory({ usedBytes, maxBytes }: RedisFacts): Finding {
  const used = `${Math.ceil(usedBytes / 2 ** 20)} MB in use`
  if (maxBytes === 0) return ok('memory', `${used}, no limit`)
  const found = `${used} of ${Math.round(maxBytes / 2 ** 20)} MB`
  if (usedBytes <= maxBytes * FULL) return ok('memory', found)
  return warn(
    'memory',
    found,
    'When it is full, webhooks are answered 503: raise maxmemory, or find out in /queues why jobs wait.',
  )
}
