import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/**
 * Where another user may work on this path. As root the servers run as somebody else, who can't enter a folder below
 * /root: then a place under /var/tmp that belongs to the same path at every start. Otherwise the path itself.
 */
export function reachablePlace(path: string): string {
  if (process.getuid?.() !== 0 || isReachableByOthers(dirname(resolve(path)))) return path
  return join('/var/tmp', `bellhop-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 12)}`)
}

/** Whether every user may pass through this folder and those above it. */
export function isReachableByOthers(dir: string): boolean {
  if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) return false
  return dirname(dir) === dir || isReachableByOthers(dirname(dir))
}
