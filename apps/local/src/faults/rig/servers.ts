import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Defer } from '@bellhop/runtime'
import type { LeashedServer } from '../../servers/leash.ts'
import { startPostgres } from '../../servers/postgres.ts'
import { findRedisBinary, startRedis } from '../../servers/redis.ts'

const RESTART_PAUSE_MS = 100
const RESTARTS_MAX = 100

/** A real server on the disk, as durable as in production, that can be killed and frozen. */
export interface Victim {
  /** Of the running server itself; it changes with each start. */
  url(): string
  port(): number
  pid(): number
  /** SIGKILL, with all the processes that it has. */
  kill(): Promise<void>
  /** SIGSTOP and SIGCONT, with all the processes that it has. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  /** After a kill: starts it again on the same data. One that runs stays as it is. */
  start(): Promise<void>
}

export async function openPostgresVictim(
  dataDir: string,
  defer: Defer,
  settings: Record<string, string> = {},
): Promise<Victim> {
  return openVictim(() => startPostgres({ dataDir, settings }), defer)
}

export async function openRedisVictim(dataDir: string, password: string, defer: Defer): Promise<Victim> {
  const binary = findRedisBinary()
  if (binary === null) throw new Error('the fault tests need redis-server or valkey-server: install one')
  return openVictim(() => startRedis(binary, { dataDir, password }), defer)
}

type Server = LeashedServer & { url: string }

async function openVictim(startServer: () => Promise<Server>, defer: Defer): Promise<Victim> {
  let server = await startServer()
  let isKilled = false
  let isFrozen: number[] = []
  defer(async () => {
    signal(isFrozen, 'SIGCONT')
    await server.close()
  })
  return {
    url: () => server.url,
    port: () => Number(new URL(server.url).port),
    pid: () => server.pid,
    async kill() {
      const pids = await family(server.pid)
      signal(pids, 'SIGKILL')
      isFrozen = []
      isKilled = true
      await server.close()
    },
    async freeze() {
      isFrozen = await family(server.pid)
      signal(isFrozen, 'SIGSTOP')
    },
    async thaw() {
      signal(isFrozen, 'SIGCONT')
      isFrozen = []
    },
    async start() {
      if (!isKilled) return
      server = await insist(startServer)
      isKilled = false
    },
  }
}

/** What a killed server has left, a segment of shared memory for instance, may be in the way for a moment. */
async function insist(startServer: () => Promise<Server>): Promise<Server> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startServer()
    } catch (error) {
      if (attempt === RESTARTS_MAX) throw error
      await sleep(RESTART_PAUSE_MS)
    }
  }
}

export async function family(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return [pid, ...children.split(' ').filter(Boolean).map(Number)]
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name)
    } catch {
      // It has ended by itself.
    }
  }
}
