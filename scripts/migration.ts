import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startPostgres } from '../apps/local/src/servers/postgres.ts'
import { openSchemaEngine } from './schema-engine.ts'

/**
 * `check` fails when prisma/schema.prisma and prisma/migrations differ; `new <name>` writes the migration that makes
 * them equal. Both replay the migrations on a Postgres of their own.
 */
const root = join(import.meta.dirname, '..')
const schemaPath = join(root, 'prisma/schema.prisma')
const migrationsDir = join(root, 'prisma/migrations')

const [command, name] = process.argv.slice(2)
if (command === 'check') await check()
else if (command === 'new' && /^\w+$/.test(name ?? '')) await create(name ?? '')
else fail('usage: migration.ts check | new <name_in_snake_case>')

async function check(): Promise<void> {
  const script = await compare()
  if (script)
    fail(
      `prisma/schema.prisma and prisma/migrations differ; npm run db:migration -- <name> would add:\n\n${script}`,
    )
}

async function create(title: string): Promise<void> {
  const script = await compare()
  if (!script) return console.log('prisma/migrations already holds all of prisma/schema.prisma')
  const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${title}`
  mkdirSync(join(migrationsDir, folder), { recursive: true })
  writeFileSync(join(migrationsDir, folder, 'migration.sql'), script)
  console.log(`wrote prisma/migrations/${folder}/migration.sql: read it before you commit it`)
}

/** The SQL that leads from the migrations to the schema; empty when nothing is missing. */
async function compare(): Promise<string> {
  const postgres = await startPostgres()
  try {
    const engine = await openSchemaEngine(postgres.url, schemaPath)
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations() },
      to: {
        tag: 'schemaDatamodel',
        files: [{ path: schemaPath, content: readFileSync(schemaPath, 'utf8') }],
      },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    })
    engine.free()
    return exitCode === 2 ? (stdout ?? '') : ''
  } finally {
    await postgres.close()
  }
}

function readMigrations() {
  const folders = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return {
    baseDir: migrationsDir,
    lockfile: {
      path: 'migration_lock.toml',
      content: readFileSync(join(migrationsDir, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: folders
      .map((folder) => folder.name)
      .toSorted()
      .map((folder) => ({
        path: folder,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: readFileSync(join(migrationsDir, folder, 'migration.sql'), 'utf8'),
          },
        },
      })),
  }
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
