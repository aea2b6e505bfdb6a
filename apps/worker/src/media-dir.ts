import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StartupError } from '@bellhop/runtime'
import { isSettled, listFiles, removeFiles } from './stored-files.ts'

/** No file takes this long to arrive: what is older was left behind by a worker that was killed. */
const STRAY_AGE_MS = 3_600_000
const INCOMING = '.incoming'

/** The folder of the files. Several workers may share it. */
export interface MediaDir {
  /**
   * Keeps a file at that place once it is there whole, in place of what was there. Gives its size; a file of more than
   * `sizeMax` bytes is not kept, nor read any further.
   */
  keep(path: string, pieces: AsyncIterable<Buffer>, sizeMax: number): Promise<number | 'too large'>
  /** Removes what was left half-way. */
  removeStrays(): Promise<void>
  /** Removes these files. How many of them were there. */
  remove(paths: readonly string[]): Promise<number>
  /** Removes the files at these places, and all that are these messages'. How many of them were there. */
  removeOf(paths: readonly string[], messageIds: ReadonlySet<string>): Promise<number>
  /** Removes files whose message is gone; `findMessages` says which of these there are. How many they were. */
  removeOrphans(findMessages: (ids: string[]) => Promise<ReadonlySet<string>>): Promise<number>
}

/** Makes the folder if it is missing. Throws a StartupError if nothing can be written there. */
export async function openMediaDir(root: string): Promise<MediaDir> {
  const incoming = join(root, INCOMING)
  try {
    await mkdir(incoming, { recursive: true })
    await access(incoming, constants.W_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartupError(
      `MEDIA_DIR: nothing can be written to ${root} (${code}). Give this user a folder there, or set MEDIA_DIR to another.`,
    )
  }

  return {
    async keep(path, pieces, sizeMax) {
      const partial = join(incoming, `${randomUUID()}.part`)
      const target = join(root, path)
      try {
        const size = await write(partial, pieces, sizeMax)
        if (size === 'too large') return size
        await mkdir(dirname(target), { recursive: true })
        await rename(partial, target)
        return size
      } finally {
        await rm(partial, { force: true })
      }
    },

    async removeStrays() {
      for (const name of await readdir(incoming)) {
        const path = join(incoming, name)
        // Another worker may be faster than this one.
        const left = await stat(path).catch(() => null)
        if (left !== null && Date.now() - left.mtimeMs > STRAY_AGE_MS) await rm(path, { force: true })
      }
    },

    remove: (paths) => removeFiles(root, paths),

    async removeOf(paths, messageIds) {
      let count = await removeFiles(root, paths)
      if (messageIds.size === 0) return count
      for await (const files of listFiles(root)) {
        const theirs = files.filter(({ messageId }) => messageIds.has(messageId))
        count += await removeFiles(
          root,
          theirs.map(({ path }) => path),
        )
      }
      return count
    },

    async removeOrphans(findMessages) {
      let count = 0
      for await (const files of listFiles(root)) {
        const known = await findMessages(files.map(({ messageId }) => messageId))
        for (const { path, messageId } of files)
          if (!known.has(messageId) && (await isSettled(root, path))) count += await removeFiles(root, [path])
      }
      return count
    },
  }
}

async function write(
  path: string,
  pieces: AsyncIterable<Buffer>,
  sizeMax: number,
): Promise<number | 'too large'> {
  const file = await open(path, 'wx', 0o640)
  try {
    let size = 0
    for await (const piece of pieces) {
      size += piece.length
      if (size > sizeMax) return 'too large'
      await file.writeFile(piece)
    }
    await file.sync()
    return size
  } finally {
    await file.close()
  }
}
