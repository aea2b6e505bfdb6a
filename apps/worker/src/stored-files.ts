import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isMediaPath } from '@bellhop/core'

/** A file comes before its message names it, and by then its message may have gone. */
const SETTLED_AGE_MS = 3_600_000
/** Files of which it is asked together whose they are. */
const FILES_MAX = 500

/** The files below a folder that lie where those of messages do, with the message's id, some at a time. */
export async function* listFiles(root: string): AsyncGenerator<{ path: string; messageId: string }[]> {
  for (const line of await foldersIn(root)) {
    for (const month of await foldersIn(join(root, line))) {
      const names = await readdir(join(root, line, month))
      const files = names
        .map((name) => ({ path: `${line}/${month}/${name}`, messageId: name.replace(/\..*$/, '') }))
        .filter(({ path }) => isMediaPath(path))
      for (let start = 0; start < files.length; start += FILES_MAX)
        yield files.slice(start, start + FILES_MAX)
    }
  }
}

/** Removes files at these places. Those that are none of ours, or have gone, are passed over. How many were there. */
export async function removeFiles(root: string, paths: readonly string[]): Promise<number> {
  let count = 0
  for (const path of paths.filter(isMediaPath)) {
    const file = join(root, path)
    if ((await stat(file).catch(() => null)) === null) continue
    await rm(file, { force: true })
    count += 1
  }
  return count
}

/** Whether it has been lying there for so long that nobody is about to name it. */
export async function isSettled(root: string, path: string): Promise<boolean> {
  const file = await stat(join(root, path)).catch(() => null)
  return file !== null && Date.now() - file.mtimeMs > SETTLED_AGE_MS
}

async function foldersIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}
