import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { reachablePlace } from './servers/reachable.ts'

/** Made at the first start and kept, so that logins and links stay good. */
export interface Secrets {
  consolePassword: string
  consoleSessionSecret: string
  consoleApiKey: string
  webhookHmacKey: string
}

export interface DataDir {
  postgres: string
  redis: string
  media: string
  /** Where this start says to other commands how to reach it. */
  running: string
  /** The same for `npm run doctor`, with keys. */
  runningEnv: string
  secrets: Secrets
}

/** The project's own folder, wherever npm was called in it. */
export const DATA_DIR = join(import.meta.dirname, '../../../.bellhop')

/** Opens `.bellhop/`, where everything of `npm start` stays between starts. `fresh` empties it first. */
export async function openDataDir(path: string, fresh: boolean): Promise<DataDir> {
  const postgres = join(path, 'postgres')
  if (fresh) {
    await rm(reachablePlace(postgres), { recursive: true, force: true })
    await rm(path, { recursive: true, force: true })
  }
  await mkdir(path, { recursive: true })
  return {
    postgres,
    redis: join(path, 'redis'),
    media: join(path, 'media'),
    running: runningFile(path),
    runningEnv: join(path, 'running.env'),
    secrets: await readSecrets(join(path, 'secrets.json')),
  }
}

/** The address of the simulated WAHA of the start that is running on this folder. One that was killed left its note behind. */
export async function findRunning(path: string): Promise<string | null> {
  const file = runningFile(path)
  if (!existsSync(file)) return null
  const { waha } = runningSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const answer = await fetch(`${waha}/ping`).catch(() => null)
  return answer === null ? null : waha
}

const runningFile = (path: string): string => join(path, 'running.json')

const runningSchema = z.object({ waha: z.string() })

const secretsSchema = z.object({
  consolePassword: z.string(),
  consoleSessionSecret: z.string(),
  consoleApiKey: z.string(),
  webhookHmacKey: z.string(),
})

async function readSecrets(file: string): Promise<Secrets> {
  if (existsSync(file)) return secretsSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  const secrets: Secrets = {
    consolePassword: randomBytes(6).toString('base64url'),
    consoleSessionSecret: randomBytes(32).toString('hex'),
    consoleApiKey: randomBytes(16).toString('hex'),
    webhookHmacKey: randomBytes(32).toString('hex'),
  }
  await writeFile(file, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  return secrets
}
