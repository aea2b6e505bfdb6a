import { afterEach, beforeEach, describe, inject, test } from 'vitest'
import { changeUrl, HMAC_KEY, openInstallation, type Installation } from './installation.ts'
import { examine, expectFinding, type Case } from './examine.ts'

describe.skipIf(!inject('redis'))('among the servers, the doctor', () => {
  let house: Installation
  beforeEach(async () => {
    house = await openInstallation()
  })
  afterEach(() => house.close())

  test.each<Case>([
    [
      'no webhook key',
      (h) => (h.config.hmacKeys = []),
      '✗ WAHA_WEBHOOK_HMAC_KEYS',
      /not set/,
      /openssl rand -hex 32/,
    ],
    [
      'a short webhook key',
      (h) => (h.config.hmacKeys = ['short']),
      '! WAHA_WEBHOOK_HMAC_KEYS',
      /fewer than 16/,
      /openssl/,
    ],
    [
      'forgotten webhook keys',
      (h) => (h.config.hmacKeys = [HMAC_KEY, `${HMAC_KEY}2`, `${HMAC_KEY}3`]),
      '! WAHA_WEBHOOK_HMAC_KEYS',
      /3 keys/,
      /no longer/,
    ],
    ['no WAHA key', (h) => (h.config.waha.apiKey = undefined), '! WAHA_API_KEY', /not set/, /WAHA_API_KEY/],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Configuration', mark, found, remedy)
  })

  test.each<Case>([
    [
      'a Postgres that is away',
      (h) => (h.config.databaseUrl = 'postgres://u:p@127.0.0.1:1/bellhop'),
      '✗ reachable',
      /127\.0\.0\.1:1\/bellhop: ECONNREFUSED/,
      /DATABASE_URL/,
    ],
    [
      'a wrong password',
      (h) => (h.config.databaseUrl = changeUrl(h.config.databaseUrl, { password: 'wrong' })),
      '✗ reachable',
      /28P01/,
      /password in DATABASE_URL/,
    ],
    [
      'a missing database',
      (h) => (h.config.databaseUrl = changeUrl(h.config.databaseUrl, { pathname: '/nowhere' })),
      '✗ reachable',
      /3D000/,
      /createdb/,
    ],
    ['a standby', (h) => (h.database.isReadOnly = true), '✗ reachable', /standby/, /primary/],
    [
      'an old Postgres',
      (h) => Object.assign(h.database, { version: '13.9', versionNumber: 130_009 }),
      '✗ version',
      /13\.9/,
      /14 or newer/,
    ],
    [
      'missing migrations',
      (h) =>
        h.store.prisma
          .$executeRaw`DELETE FROM _prisma_migrations WHERE migration_name LIKE '20261122000100%'`,
      '✗ migrations',
      /lacks 20261122000100_invariants/,
      /npm run db:migrate/,
    ],
    [
      'a Postgres that forgets',
      (h) => (h.database.settings = { fsync: 'off', synchronous_commit: 'local', full_page_writes: 'on' }),
      '✗ durability',
      /^fsync is off:/,
      /ALTER SYSTEM SET fsync = on/,
    ],
    ['a slow disk', (h) => (h.database.commitMs = 80), '! disk', /a commit takes 80 ms/, /SSD/],
    [
      'a far Postgres',
      (h) => Object.assign(h.database, { commitMs: 90, roundTripMs: 85 }),
      '! disk',
      /85 ms of it for the way/,
      /nearer/,
    ],
    ['a slow clock', (h) => (h.database.clockAheadMs = -5_000), '! clock', /5 s behind/, /NTP/],
    ['a wrong clock', (h) => (h.database.clockAheadMs = 3_600_000), '✗ clock', /3600 s ahead/, /NTP/],
    ['few connections', (h) => (h.database.connectionsMax = 20), '! connections', /of 20/, /max_connections/],
    [
      'no connections left',
      (h) => Object.assign(h.database, { connections: 96, connectionsMax: 100 }),
      '! connections',
      /96 of 100/,
      /max_connections/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Postgres', mark, found, remedy)
  })

  test.each<Case>([
    [
      'a Redis that is away',
      (h) => (h.config.queueUrl = 'redis://:p@127.0.0.1:1'),
      '✗ reachable',
      /redis:\/\/127\.0\.0\.1:1: ECONNREFUSED/,
      /QUEUE_URL/,
    ],
    [
      'a wrong password of Redis',
      (h) => (h.config.queueUrl = changeUrl(h.config.queueUrl, { password: 'wrong' })),
      '✗ reachable',
      /WRONGPASS/,
      /password/,
    ],
    ['a replica', (h) => (h.queue.role = 'slave'), '✗ reachable', /replica/, /primary/],
    [
      'a Redis that evicts',
      (h) => (h.queue.evictionPolicy = 'allkeys-lru'),
      '✗ eviction',
      /allkeys-lru/,
      /maxmemory-policy noeviction/,
    ],
    [
      'a Redis in memory',
      (h) => (h.queue.appendOnly = 'no'),
      '✗ persistence',
      /appendonly is no/,
      /appendonly yes/,
    ],
    [
      'a Redis that writes each second',
      (h) => (h.queue.appendFsync = 'everysec'),
      '✗ persistence',
      /power cut/,
      /appendfsync always/,
    ],
    [
      'a Redis that cannot save',
      (h) => (h.queue.failedSaves = ['aof_last_write_status']),
      '✗ persistence',
      /aof_last_write_status/,
      /disk/,
    ],
    [
      'a Redis that keeps it to itself',
      (h) => (h.queue.appendFsync = null),
      '! persistence',
      /not told/,
      /appendfsync always/,
    ],
    [
      'a full Redis',
      (h) => Object.assign(h.queue, { usedBytes: 95 * 2 ** 20, maxBytes: 100 * 2 ** 20 }),
      '! memory',
      /95 MB in use of 100 MB/,
      /maxmemory/,
    ],
    ['a slow disk of Redis', (h) => (h.queue.writeMs = 60), '! disk', /a write takes 60 ms/, /SSD/],
    ['a wrong clock of Redis', (h) => (h.queue.clockAheadMs = 60_000), '✗ clock', /60 s ahead/, /NTP/],
    ['an old Redis', (h) => (h.queue.version = '6.0.16'), '✗ version', /Redis 6\.0\.16/, /upgrade/],
    ['a Redis that still works', (h) => (h.queue.version = '6.2.1'), '! version', /Redis 6\.2\.1/, /upgrade/],
    [
      'a queue on Postgres',
      (h) => (h.config.queueUrl = h.config.databaseUrl),
      '! backend',
      /one process only/,
      /redis:\/\//,
    ],
    [
      'a queue on Postgres without tables',
      (h) => (h.config.queueUrl = h.config.databaseUrl),
      '✗ tables',
      /not there/,
      /db:migrate/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Queue', mark, found, remedy)
  })

  test.each<Case>([
    [
      'an agent router that is away',
      (h) => (h.config.agentRouterHost = 'http://127.0.0.1:1'),
      '✗ reachable',
      /unreachable/,
      /H2H_AGENT_ROUTER_HOST/,
    ],
  ])('sees %s and says what to do', async (_, breakIt, mark, found, remedy) => {
    await breakIt(house)
    expectFinding(await examine(house), 'Agent router', mark, found, remedy)
  })
})
