import { deployMigrations } from './migrate.ts'

/** `npm run db:migrate`: brings the database of DATABASE_URL up to date. */
const databaseUrl = process.env['DATABASE_URL']
try {
  if (!databaseUrl) throw new Error('DATABASE_URL is not set')
  const applied = await deployMigrations(databaseUrl, undefined, { onWait: (what) => console.error(what) })
  console.log(applied.length === 0 ? 'the database is up to date' : `applied ${applied.join(', ')}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
