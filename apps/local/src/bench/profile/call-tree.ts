import { busyTimes, fileOf, functionOf, packageOf, type CpuProfile, type Frame } from './cpu-profile.ts'

export const KINDS = ['ours', 'dependency', 'node', 'native', 'gc'] as const
export type Kind = (typeof KINDS)[number]

/** A function as it was called by that path, with all that it called. */
export interface Call {
  name: string
  package: string
  file: string
  kind: Kind
  /** Its own time and that of all below it, in µs. */
  totalUs: number
  selfUs: number
  /** The longest first. */
  calls: Call[]
}

/** Who called whom in the last so many ms, and for how long. What was called by the same path is one. Idle time is left out. */
export function callTree(profile: CpuProfile, lastMs: number): Call {
  const times = busyTimes(profile, lastMs)
  const nodeById = new Map(profile.nodes.map((node) => [node.id, node]))

  /** V8 may know a function twice, as it was before and after it was optimised. */
  function merge(ids: readonly number[]): Call {
    const nodes = ids.flatMap((id) => nodeById.get(id) ?? [])
    const selfUs = nodes.reduce((sum, { id }) => sum + (times.get(id) ?? 0), 0)
    const alike = new Map<string, number[]>()
    for (const id of nodes.flatMap(({ children }) => children ?? [])) {
      const key = keyOf(nodeById.get(id)?.callFrame)
      alike.set(key, [...(alike.get(key) ?? []), id])
    }
    const calls = [...alike.values()]
      .map(merge)
      .filter(({ totalUs }) => totalUs > 0)
      .toSorted((a, b) => b.totalUs - a.totalUs)
    const totalUs = calls.reduce((sum, call) => sum + call.totalUs, selfUs)
    const frame = nodes[0]?.callFrame ?? ROOT
    return {
      name: functionOf(frame),
      package: packageOf(frame),
      file: fileOf(frame),
      kind: kindOf(frame),
      totalUs,
      selfUs,
      calls,
    }
  }

  const called = new Set(profile.nodes.flatMap(({ children }) => children ?? []))
  return merge(profile.nodes.filter(({ id }) => !called.has(id)).map(({ id }) => id))
}

const ROOT: Frame = { functionName: '(root)', url: '', lineNumber: 0 }

function keyOf({ functionName, url, lineNumber }: Frame = ROOT): string {
  return `${functionName} ${url}:${lineNumber}`
}

function kindOf(frame: Frame): Kind {
  const place = packageOf(frame)
  if (frame.functionName === '(garbage collector)') return 'gc'
  if (/^(apps|packages)\//.test(place)) return 'ours'
  if (place.startsWith('node:')) return 'node'
  return place === 'native' || place.startsWith('(') ? 'native' : 'dependency'
}
