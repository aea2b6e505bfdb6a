import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findFreePort } from './free-port.ts'
import { startOnLeash, type LeashedServer } from './leash.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { isReachableByOthers, reachablePlace } from './reachable.ts'

export interface PostgresOptions {
  /** Where the data stay between starts. Without it they are thrown away at the end. */
  dataDir?: string
  /** Taken if it is free. Default any. */
  port?: number
  /** Beside its own. */
  settings?: Record<string, string>
}

export interface PostgresServer extends LeashedServer {
  /** Of the database `postgres`, as a superuser: it may create others. */
  url: string
}

/** Starts the Postgres that came with npm install, on loopback. It ends with this process. */
export async function startPostgres({
  dataDir,
  port,
  settings: further,
}: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = findPostgresBinaries()
  const dir = dataDir === undefined ? await makeTemporaryDir() : reachablePlace(dataDir)
  const user = await findUser(dir)
  if (!existsSync(join(dir, 'PG_VERSION'))) await createCluster(binaries.initdb, dir, user)
  const password = await readFile(join(dir, PASSWORD_FILE), 'utf8')
  const freePort = await findFreePort(port)
  const settings = {
    ...SETTINGS,
    port: String(freePort),
    ...(dataDir === undefined ? THROWAWAY_SETTINGS : {}),
    ...further,
  }
  const server = await startOnLeash({
    command: binaries.postgres,
    args: ['-D', dir, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    readyText: 'ready to accept connections',
    stopSignal: dataDir === undefined ? 'QUIT' : 'INT',
    removeAfterwards: dataDir === undefined ? dir : undefined,
    user,
  })
  return { ...server, url: `postgresql://bellhop:${password}@127.0.0.1:${freePort}/postgres` }
}

const PASSWORD_FILE = 'bellhop-password'

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  // What is erased must not come to light in old files of the log, nor in the words of an error.
  wal_recycle: 'off',
  // Files that are used once needn't be filled with zeros first.
  wal_init_zero: 'off',
  min_wal_size: '32MB',
  log_error_verbosity: 'terse',
}

/** Fast, and safe only for data that nobody wants back. */
const THROWAWAY_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

type User = { uid: number; gid: number } | undefined

/** Complete or not there at all: a start that is cut off leaves nothing that looks like a cluster. */
async function createCluster(initdb: string, dir: string, user: User): Promise<void> {
  const unfinished = `${dir}.unfinished`
  const passwordFile = `${dir}.password`
  const password = randomBytes(16).toString('hex')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await Promise.all([unfinished, passwordFile].map((path) => chown(path, user.uid, user.gid)))
  try {
    const login = ['--username=bellhop', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const options = { ...user, cwd: '/', env: { ...process.env, LC_ALL: 'C' } }
    await promisify(execFile)(initdb, ['-D', unfinished, ...login, ...locale, '--no-sync'], options)
    await rename(passwordFile, join(unfinished, PASSWORD_FILE))
    await rename(unfinished, dir)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** Postgres refuses to run as root, so there it runs as the owner of its data, or as nobody. */
async function findUser(dir: string): Promise<User> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(dir).catch(() => null)
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const run = promisify(execFile)
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'nobody'])))
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) }
}

/** In memory where there is room: a test run creates a database per file. */
async function makeTemporaryDir(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null)
  const hasRoom = memory !== null && memory.bavail * memory.bsize > 2 ** 30 && isReachableByOthers('/dev/shm')
  return mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), 'bellhop-postgres-'))
}
