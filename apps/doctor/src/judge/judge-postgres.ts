import type { DatabaseFacts } from '@bellhop/store'
import type { Seen } from '../look.ts'
import { fail, ok, skipped, warn, type Finding, type Group } from '../report.ts'
import { judgeClock } from './clock.ts'
import { judgeDisk } from './disk.ts'
import { showServer } from './show-server.ts'

const VERSION_MIN = 140_000
/** Worker, sender and console open up to ten each; a second worker and a person come on top. */
const CONNECTIONS_MIN = 50
const FULL = 0.8

export function judgePostgres(url: string, database: Seen<DatabaseFacts>): Group {
  return { title: 'Postgres', findings: findingsOf(url, database) }
}

function findingsOf(url: string, database: Seen<DatabaseFacts>): Finding[] {
  const where = showServer(url)
  if ('failed' in database) {
    const why = 'Postgres could not be asked'
    return [
      fail('reachable', `${where}: ${database.failed}`, remedyFor(database.failed)),
      ...['version', 'migrations', 'durability', 'disk', 'clock', 'connections'].map((name) =>
        skipped(name, why),
      ),
    ]
  }
  const facts = database.seen
  return [
    facts.isReadOnly
      ? fail('reachable', `${where} is a standby: it takes no writes`, 'Set DATABASE_URL to the primary.')
      : ok('reachable', where),
    facts.versionNumber >= VERSION_MIN
      ? ok('version', facts.version)
      : fail('version', facts.version, 'Bellhop needs Postgres 14 or newer: upgrade it.'),
    judgeMigrations(facts.missingMigrations),
    judgeDurability(facts.settings),
    facts.isReadOnly
      ? skipped('disk', 'a standby takes no writes')
      : judgeDisk('a commit', { writeMs: facts.commitMs, roundTripMs: facts.roundTripMs }),
    judgeClock('Postgres', facts.clockAheadMs),
    judgeConnections(facts),
  ]
}

function remedyFor(code: string): string {
  if (code === '28P01' || code === '28000')
    return 'Postgres refuses this login: mend user and password in DATABASE_URL, or allow it in pg_hba.conf.'
  if (code === '3D000')
    return 'There is no such database: create it (createdb bellhop), or mend the name in DATABASE_URL.'
  if (code === '53300')
    return 'No connection is left: raise max_connections, or end who holds them (pg_stat_activity).'
  if (code === '42501') return 'This login may not see that: make it the owner of the database.'
  return 'Start Postgres, or mend host and port in DATABASE_URL.'
}

function judgeMigrations(missing: readonly string[]): Finding {
  if (missing.length === 0) return ok('migrations', 'all applied')
  return fail(
    'migrations',
    `lacks ${missing.join(', ')}`,
    'npm run db:migrate    (docker compose run --rm migrate)',
  )
}

function judgeDurability(settings: DatabaseFacts['settings']): Finding {
  const wrong = Object.entries(settings).filter(([name, value]) => !isDurable(name, value))
  if (wrong.length === 0) return ok('durability', 'each commit is on disk before it is answered')
  return fail(
    'durability',
    `${wrong.map(([name, value]) => `${name} is ${value}`).join(', ')}: what is acknowledged may be lost`,
    ...wrong.map(([name]) => `ALTER SYSTEM SET ${name} = on; SELECT pg_reload_conf();`),
  )
}

function isDurable(name: string, value: string): boolean {
  // `local` is on disk here, the others also elsewhere.
  return name === 'synchronous_commit' ? value !== 'off' : value === 'on'
}

function judgeConnections({ connections, connectionsMax }: DatabaseFacts): Finding {
  const found = `${connections} of ${connectionsMax} in use`
  const remedy =
    'ALTER SYSTEM SET max_connections = 200; then restart Postgres. Each process of Bellhop opens up to ten.'
  const isTight = connectionsMax < CONNECTIONS_MIN || connections > connectionsMax * FULL
  return isTight ? warn('connections', found, remedy) : ok('connections', found)
}
