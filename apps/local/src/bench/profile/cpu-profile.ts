/** What `node --cpu-prof` writes, as far as it is read here. */
export interface CpuProfile {
  nodes: ProfileNode[]
  samples: number[]
  timeDeltas: number[]
}

export interface ProfileNode {
  id: number
  callFrame: Frame
  /** Ids of what it called. */
  children?: number[]
}

export interface Frame {
  functionName: string
  url: string
  lineNumber: number
}

const IDLE = new Set(['(idle)', '(root)'])

/** For how many µs of the last so many ms each node was at work itself, by its id. Idle ones are left out. */
export function busyTimes({ nodes, samples, timeDeltas }: CpuProfile, lastMs: number): Map<number, number> {
  const idle = new Set(nodes.filter(({ callFrame }) => IDLE.has(callFrame.functionName)).map(({ id }) => id))
  const times = new Map<number, number>()
  let leftUs = timeDeltas.reduce((sum, delta) => sum + delta, 0)
  for (const [at, id] of samples.entries()) {
    const time = timeDeltas[at] ?? 0
    leftUs -= time
    if (leftUs > lastMs * 1000 || idle.has(id)) continue
    times.set(id, (times.get(id) ?? 0) + time)
  }
  return times
}

export function functionOf({ functionName }: Frame): string {
  return functionName || '(anonymous)'
}

/** `bullmq`, `@prisma/client`, `apps/worker`, `node:net`, or what V8 calls its own. */
export function packageOf({ url, functionName }: Frame): string {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  const ours = /\/((?:apps|packages)\/[^/]+)\//.exec(url)?.[1]
  if (ours !== undefined) return ours
  if (url.startsWith('node:'))
    return url.replace(/^node:internal\//, 'node:').replace(/^(node:[^/]+).*/, '$1')
  return url === '' && functionName.startsWith('(') ? functionName : 'native'
}

/** With its line, or nothing for what has no file. */
export function fileOf({ url, lineNumber }: Frame): string {
  return url === '' ? '' : `${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`
}
