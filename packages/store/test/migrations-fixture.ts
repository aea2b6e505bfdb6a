import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface MigrationsFixture {
  dir: string
  write(name: string, script: string): Promise<void>
  remove(): Promise<void>
}

/** A folder of migrations: these, by name, and what is written later. */
export async function openMigrations(scripts: Record<string, string> = {}): Promise<MigrationsFixture> {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-migrations-'))
  const write = async (name: string, script: string): Promise<void> => {
    await mkdir(join(dir, name), { recursive: true })
    await writeFile(join(dir, name, 'migration.sql'), script)
  }
  for (const [name, script] of Object.entries(scripts)) await write(name, script)
  return { dir, write, remove: () => rm(dir, { recursive: true }) }
}
