import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Built or source: both lie as deep below the root. */
export const ROOT = join(import.meta.dirname, '../../../../..')

/**
 * What node is given to run an app: as docker-compose.yml and the image have it, so that what is measured and broken here is what runs
 * there. `flags` are node's own.
 */
export function appCommand(app: string, flags: readonly string[] = []): string[] {
  const command = composeCommand(app) ?? imageCommand()
  if (command[0] !== 'node' || command.at(-1) !== 'dist/main.js')
    throw new Error(`the command of the ${app} is not node and dist/main.js: ${command.join(' ')}`)
  return [...flags, ...command.slice(1, -1), join(ROOT, 'apps', app, 'dist/main.js')]
}

function composeCommand(app: string): string[] | undefined {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { command?: string[] }>
  }
  return services[app]?.command
}

function imageCommand(): string[] {
  const found = /^CMD (\[.+\])$/m.exec(read('Dockerfile'))
  if (found?.[1] === undefined) throw new Error('the Dockerfile has no CMD')
  return JSON.parse(found[1]) as string[]
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
