import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'

/** Where `npm start` says how its hotel can be reached. */
const RUNNING = '.bellhop/running.env'

export interface Environment {
  env: NodeJS.ProcessEnv
  /** Where it comes from, for people. */
  source: string
}

/** The process's own variables, then those of `.env`. Where neither names a database, the hotel that `npm start` runs here. */
export function readEnvironment(own: NodeJS.ProcessEnv, dir: string): Environment {
  const file = join(dir, '.env')
  const hasFile = existsSync(file)
  const env = hasFile ? { ...parseEnv(readFileSync(file, 'utf8')), ...withoutEmpty(own) } : own
  const running = join(dir, RUNNING)
  if (!env['DATABASE_URL'] && existsSync(running))
    return {
      env: { ...env, ...parseEnv(readFileSync(running, 'utf8')) },
      source: `${RUNNING}: the hotel of npm start`,
    }
  return { env, source: hasFile ? 'the environment and .env' : 'the environment' }
}

function withoutEmpty(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
}
