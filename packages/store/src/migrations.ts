import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Those of this release. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

const COMMENT = /--.*$/gm
const CREATE_CONCURRENTLY =
  /^\s*CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?("[^"]+"|\w+)\s+ON\b[^;]*;?\s*$/i

export interface Migration {
  name: string
  script: string
  checksum: string
  /** As the script writes it, if all that it does is to build this index without locking anybody out; else null. */
  concurrentIndex: string | null
}

/** In the order in which they are applied: that of their names. */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const folders = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders.map((folder) => folder.name).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(join(dir, name, 'migration.sql'), 'utf8')
      return {
        name,
        script,
        checksum: createHash('sha256').update(script).digest('hex'),
        concurrentIndex: CREATE_CONCURRENTLY.exec(script.replace(COMMENT, ''))?.[1] ?? null,
      }
    }),
  )
}
