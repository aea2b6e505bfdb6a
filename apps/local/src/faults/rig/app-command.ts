import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Built or source: both lie as deep below the root. */
export const ROOT = join(import.meta.dirname, '../../../../..')

/** What node is given to run an app: as in the image, so that what is measured and broken here is what runs there. `flags` are node's own. */
export function appCommand(app: string, flags: readonly string[] = []): string[] {
  return [...flags, ...imageCommand().slice(1, -1), join(ROOT, 'apps', app, 'dist/main.js')]
}

function imageCommand(): string[] {
  const found = /^CMD (\["node", .*"dist\/main\.js"\])$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
  if (found?.[1] === undefined) throw new Error('the Dockerfile has no CMD that runs dist/main.js')
  return JSON.parse(found[1]) as string[]
}
