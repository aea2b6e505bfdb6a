import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const UUIDS = /\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g

/**
 * Looks for what may stand in no log (I13). `patterns` are looked for in every line of every file, but not in our own ids,
 * of which one in some millions ends like a phone; each hit names file and line, not the words. Gives how many lines were
 * read.
 */
export async function findCanaries(
  logDir: string,
  patterns: readonly (string | RegExp)[],
): Promise<{ lines: number; hits: string[] }> {
  let lines = 0
  const hits: string[] = []
  for (const file of await readdir(logDir)) {
    const reader = createInterface({ input: createReadStream(join(logDir, file)) })
    let number = 0
    for await (const written of reader) {
      const line = written.replaceAll(UUIDS, '')
      lines += 1
      number += 1
      if (patterns.some((pattern) => contains(line, pattern))) hits.push(`${file}:${number}`)
    }
  }
  return { lines, hits }
}

function contains(line: string, pattern: string | RegExp): boolean {
  return typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line)
}
