/** What `node --cpu-prof` writes, as far as it is read here. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[]
  samples: number[]
  timeDeltas: number[]
}

export interface SelfTime {
  name: string
  /** Of the time that the process was busy. */
  share: number
}

const IDLE = new Set(['(idle)', '(root)'])

/** Where the last so many ms went, by function and by package, without what each called. The most first. */
export function selfTimes(
  { nodes, samples, timeDeltas }: CpuProfile,
  lastMs: number,
): { functions: SelfTime[]; packages: SelfTime[] } {
  const nodeById = new Map(nodes.map((node) => [node.id, node]))
  const byFunction = new Map<string, number>()
  const byPackage = new Map<string, number>()
  let busy = 0
  let leftUs = timeDeltas.reduce((sum, delta) => sum + delta, 0)
  for (const [at, id] of samples.entries()) {
    const frame = nodeById.get(id)?.callFrame
    const time = timeDeltas[at] ?? 0
    leftUs -= time
    if (leftUs > lastMs * 1000) continue
    if (frame === undefined || IDLE.has(frame.functionName)) continue
    busy += time
    const place = packageOf(frame)
    const name = `${frame.functionName || '(anonymous)'}  ${place}${frame.url === '' ? '' : `  ${fileOf(frame)}`}`
    byFunction.set(name, (byFunction.get(name) ?? 0) + time)
    byPackage.set(place, (byPackage.get(place) ?? 0) + time)
  }
  const sort = (times: Map<string, number>) =>
    [...times].map(([name, time]) => ({ name, share: time / busy })).toSorted((a, b) => b.share - a.share)
  return { functions: sort(byFunction), packages: sort(byPackage) }
}

type Frame = CpuProfile['nodes'][number]['callFrame']

/** `bullmq`, `@prisma/client`, `apps/worker`, `node:net`, or what V8 calls its own. */
function packageOf({ url, functionName }: Frame): string {
  const installed = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (installed !== undefined) return installed
  const ours = /\/((?:apps|packages)\/[^/]+)\//.exec(url)?.[1]
  if (ours !== undefined) return ours
  if (url.startsWith('node:'))
    return url.replace(/^node:internal\//, 'node:').replace(/^(node:[^/]+).*/, '$1')
  return url === '' && functionName.startsWith('(') ? functionName : 'native'
}

function fileOf({ url, lineNumber }: Frame): string {
  return `${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`
}
