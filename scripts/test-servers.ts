import type { TestProject } from 'vitest/node'

import { startPostgres } from '../apps/local/src/servers/postgres.ts'
import { findRedisBinary, startRedis } from '../apps/local/src/servers/redis.ts'
import { createTestDatabase, deployMigrations } from '../packages/store/src/testing.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** `template` is a migrated database, to be copied by createTestDatabase. */
    postgres: { adminUrl: string; template: string }
    /** Null on a machine without Redis, whose suites are skipped then. */
    redis: string | null
  }
}

type Server = { url: string; close(): Promise<void> }

/** Runs once around the integration tests: real servers of their own, or those that the environment names. */
export default async function startTestServers(project: TestProject): Promise<() => Promise<void>> {
  const opened: Server[] = []
  const closeAll = async () => {
    for (const server of opened.toReversed()) await server.close()
  }
  try {
    const [postgres, redis] = await settleAll([openPostgres(), openRedis()], opened)
    const template = await createTestDatabase({ adminUrl: postgres.url })
    opened.push({ url: template.url, close: template.drop })
    await deployMigrations(template.url)
    project.provide('postgres', { adminUrl: postgres.url, template: new URL(template.url).pathname.slice(1) })
    project.provide('redis', redis?.url ?? null)
    return closeAll
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openPostgres(): Promise<Server> {
  const url = process.env['TEST_DATABASE_URL']
  return url ? { url, close: async () => {} } : startPostgres()
}

async function openRedis(): Promise<Server | null> {
  const url = process.env['TEST_REDIS_URL']
  if (url) return { url, close: async () => {} }
  const binary = findRedisBinary()
  if (binary !== null) return startRedis(binary)
  console.warn(
    'Redis suites are skipped: this machine has neither redis-server nor valkey-server. Install one, or set TEST_REDIS_URL.',
  )
  return null
}

/** Both servers, or neither: what did start is closed when the other doesn't. */
async function settleAll(
  starting: [Promise<Server>, Promise<Server | null>],
  opened: Server[],
): Promise<[Server, Server | null]> {
  const results = await Promise.allSettled(starting)
  for (const result of results) if (result.status === 'fulfilled' && result.value) opened.push(result.value)
  return Promise.all(starting)
}
