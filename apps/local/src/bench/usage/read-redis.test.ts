import { expect, test } from 'vitest'
import { parseRedisUse } from './read-redis.ts'

test('commands, scripts and reads are told from what Redis says of itself', () => {
  const stats = '# Stats\r\ntotal_connections_received:7\r\ntotal_reads_processed:1234\r\n'
  const commands =
    '# Commandstats\r\ncmdstat_evalsha:calls=10,usec=1\r\ncmdstat_lpush:calls=25,usec=2\r\ncmdstat_config|get:calls=1,usec=1\r\n'
  expect(parseRedisUse(stats, commands)).toEqual({ commands: 36, scripts: 10, reads: 1234 })
})
