import { randomBytes } from 'node:crypto'
import { accessSync, constants } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findFreePort } from './free-port.ts'
import { startOnLeash, type LeashedServer } from './leash.ts'

export interface RedisOptions {
  /** Where the data stay between starts, each write on disk before it is answered. Without it they are thrown away. */
  dataDir?: string
  /** Default: a new one at each start. */
  password?: string
}

export interface RedisServer extends LeashedServer {
  url: string
}

/** The Redis or Valkey of this machine; null if it has none. */
export function findRedisBinary(path = process.env['PATH'] ?? ''): string | null {
  const candidates = path.split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name)))
  return candidates.find(isExecutable) ?? null
}

const NAMES = ['redis-server', 'valkey-server']

/** Starts a private Redis on loopback. It ends with this process. */
export async function startRedis(
  binary: string,
  { dataDir, password = randomBytes(16).toString('hex') }: RedisOptions = {},
): Promise<RedisServer> {
  const dir = dataDir ?? (await mkdtemp(join(tmpdir(), 'bellhop-redis-')))
  await mkdir(dir, { recursive: true })
  const port = await findFreePort()
  const config = join(dir, 'redis.conf')
  await writeFile(config, toConfig({ dir, port, password, isKept: dataDir !== undefined }), { mode: 0o600 })
  const server = await startOnLeash({
    command: binary,
    args: [config],
    readyText: 'Ready to accept connections',
    stopSignal: 'TERM',
    removeAfterwards: dataDir === undefined ? dir : undefined,
  })
  return { ...server, url: `redis://:${password}@127.0.0.1:${port}` }
}

function toConfig(options: { dir: string; port: number; password: string; isKept: boolean }): string {
  return [
    `bind 127.0.0.1`,
    `port ${options.port}`,
    `requirepass ${options.password}`,
    `dir "${options.dir}"`,
    `save ""`,
    // What production must have: a queue may not lose or evict what was acknowledged.
    `maxmemory-policy noeviction`,
    ...(options.isKept
      ? ['appendonly yes', 'appendfsync always', 'hash-max-listpack-value 4096', 'rdbcompression no']
      : ['appendonly no']),
  ].join('\n')
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
