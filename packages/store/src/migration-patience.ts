import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { MigrationError } from './migration-error.ts'

/** What `prisma migrate` takes too. */
const PRISMAS_LOCK = 72_707_369
const LOCK_TRIES_MAX = 300
const LOCK_PAUSE_MS = 200
const TRIES_MAX = 30
const PAUSE_MS = 1_000
/** SQLSTATE of a lock that did not come in time, and of a deadlock. */
const LOCKED_OUT = new Set(['55P03', '40P01'])

export interface Patience {
  /** Told each time that somebody else has to be waited for, and who it is. */
  onWait: (what: string) => void
  /** How often a migration tries to get its locks, with a second's pause between. Default 30. */
  triesMax: number
}

/**
 * One at a time. Asks again and again instead of standing in line: whoever builds an index waits for every statement that
 * has begun before, and one that stands in line for the lock has.
 */
export async function takeMigrationLock(
  client: pg.Client,
  { onWait }: Pick<Patience, 'onWait'>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      PRISMAS_LOCK,
    ])
    if (rows[0]?.taken === true) return
    if (tries === 1) onWait('another migration of this database is under way; waiting for its end')
    if (tries === LOCK_TRIES_MAX)
      throw new MigrationError(
        'locked',
        'another migration of this database does not end: look for bellhop-migrate in pg_stat_activity',
      )
    await sleep(LOCK_PAUSE_MS)
  }
}

/** Tries until the locks are there. What it could not get it has let go of each time, so that nobody queues behind it for long. */
export async function withPatience(
  name: string,
  client: pg.Client,
  { onWait = () => {}, triesMax = TRIES_MAX }: Partial<Patience>,
  attempt: () => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!isLockedOut(error)) throw error
      const holders = await findHolders(client)
      if (tries >= triesMax)
        throw new MigrationError(
          'locked',
          `migration ${name} got no lock in ${tries} tries, and nothing of it stands; in the way: ${holders}. ` +
            'End that, and run this again',
          { cause: error },
        )
      onWait(`migration ${name} waits for a lock (try ${tries} of ${triesMax}); in the way: ${holders}`)
      await sleep(PAUSE_MS)
    }
  }
}

/** Whether somebody else had a lock for too long. */
export function isLockedOut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LOCKED_OUT.has(String(error.code))
}

/** The oldest transactions that have a lock on a table. */
async function findHolders(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ who: string }>(`
    SELECT format('%s, pid %s, %s, for %s s', coalesce(nullif(application_name, ''), 'no name'), pid, state,
                  extract(epoch FROM clock_timestamp() - xact_start)::int) AS who
    FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND xact_start IS NOT NULL
      AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'relation' AND granted
                  AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    ORDER BY xact_start LIMIT 3`)
  return rows.map(({ who }) => who).join('; ') || 'nobody any more'
}
