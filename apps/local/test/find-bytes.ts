import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Which of these words stand in some file below the folder, and in which files. */
export async function findBytes(dir: string, words: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    // One that is removed meanwhile holds nothing any more.
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    for (const word of words) {
      if (path.includes(word) || bytes.includes(word)) found.set(word, [...(found.get(word) ?? []), path])
    }
  }
  return found
}
