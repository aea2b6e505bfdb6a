import { createBareServer } from './bare-server.ts'
import type { RunningConsole } from './running-console.ts'

export interface Route {
  method: string
  path: string
}

const LINE = /^((?:│ {3}| {4})*)(?:├|└)── (.*) \(([A-Z, ]+)\)$/

/** Every route that the console has, its parameters filled in: asked of the router itself, so that none is forgotten. */
export async function listRoutes(hotel: RunningConsole): Promise<Route[]> {
  const server = await createBareServer(hotel)
  await server.ready()
  const tree = server.printRoutes({ commonPrefix: false })
  await server.close()
  return readTree(tree)
}

function readTree(tree: string): Route[] {
  const parents: string[] = []
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', segment = '', methods = ''] = LINE.exec(line) ?? []
    if (segment === '') return []
    const depth = indent.length / 4
    const path = (parents[depth - 1] ?? '') + segment
    parents[depth] = path
    return methods.split(', ').map((method) => ({ method, path: fill(path) }))
  })
}

function fill(path: string): string {
  return path.replace(/:[\w|:]+/g, '0190a000-0000-7000-8000-000000000000').replace('*', 'anything')
}
