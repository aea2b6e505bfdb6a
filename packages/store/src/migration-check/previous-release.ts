export interface Release {
  /** The commit whose tree the upgrade test takes out of git and runs. */
  commit: string
  /** The last migration that it brought: those up to it are released and stay as they are, the later ones are checked. */
  lastMigration: string
  /** What its database has and it doesn't use any more, `table`, `table.column` or, of a unique key, `table (columns)`: it may be dropped. */
  retired: readonly string[]
}

/**
 * The release that may still be running while this one is rolled out. At a release, put the commit before this release's
 * first change here, its last migration, and what it has stopped using.
 */
export const PREVIOUS_RELEASE: Release = {
  commit: '6e5c2d8cdb48699c40ab0fc5b50b860c92daf46e',
  lastMigration: '20261123000000_waha',
  // Never named by an `ON CONFLICT`; a partial index holds it now.
  retired: ['messages (idempotency_key)'],
}
