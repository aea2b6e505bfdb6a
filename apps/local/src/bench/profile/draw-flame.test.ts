import { expect, test } from 'vitest'
import { callTree } from './call-tree.ts'
import type { CpuProfile } from './cpu-profile.ts'
import { drawFlame } from './draw-flame.ts'

const node = (id: number, functionName: string, url: string, ...children: number[]) => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
  children,
})
const DELIVER = 'file:///srv/apps/sender/dist/deliver.js'
const NODES = [
  node(1, '(root)', '', 2, 3, 4, 7),
  node(2, '(idle)', ''),
  // The same function, before and after it was optimised.
  node(3, 'deliver', DELIVER, 5),
  node(4, 'deliver', DELIVER, 6),
  node(5, 'write<T>', 'node:net'),
  node(6, 'write<T>', 'node:net', 8),
  node(7, '(garbage collector)', ''),
  node(8, 'writev', ''),
]
const profileOf = (samples: number[], timeDeltas: number[]): CpuProfile => ({
  nodes: NODES,
  samples,
  timeDeltas,
})
const TREE = callTree(profileOf([2, 3, 5, 4, 6, 8, 7], [900, 10, 20, 30, 100, 240, 600]), 10)

test('what was called by the same path is one, with the time of all that it called', () => {
  const [gc, deliver] = TREE.calls
  expect(TREE.totalUs).toBe(1000)
  expect(gc).toMatchObject({ name: '(garbage collector)', kind: 'gc', totalUs: 600, selfUs: 600 })
  expect(deliver).toMatchObject({ name: 'deliver', package: 'apps/sender', file: 'deliver.js:10' })
  expect(deliver).toMatchObject({ kind: 'ours', totalUs: 400, selfUs: 40 })
  expect(deliver?.calls).toMatchObject([{ name: 'write<T>', kind: 'node', totalUs: 360, selfUs: 120 }])
  expect(deliver?.calls[0]?.calls).toMatchObject([{ name: 'writev', kind: 'native', totalUs: 240 }])
})

test('what came before the last so many milliseconds is left out', () => {
  expect(callTree(profileOf([7, 2, 3], [90_000, 20_000, 1000]), 10).calls).toMatchObject([
    { name: 'deliver', totalUs: 1000 },
  ])
})

/** x, y and width of the box whose title begins so. */
function boxOf(svg: string, title: string): number[] {
  const found = new RegExp(`<title>${title}[^<]*</title><rect x="([^"]+)" y="([^"]+)" width="([^"]+)"`).exec(
    svg,
  )
  return (found ?? []).slice(1).map(Number)
}

test('a box is as wide as its time, beside its siblings and above what called it', () => {
  const svg = drawFlame(TREE, 'heading', 'caption')
  const [all, gc, deliver] = ['all', '\\(garbage', 'deliver'].map((title) => boxOf(svg, title))
  const [allX = 0, allY = 0, width = 0] = all ?? []
  expect(gc?.[2]).toBeCloseTo((width + 0.4) * 0.6 - 0.4, 0)
  expect(gc?.[0]).toBe(allX)
  expect(deliver?.[0]).toBeCloseTo(allX + (width + 0.4) * 0.6, 0)
  expect(deliver?.[1]).toBeLessThan(allY)
})

test('words stay within their box, are escaped, and are whole in its title', () => {
  const svg = drawFlame(callTree(profileOf([3, 5, 7], [50, 50, 900]), 10), 'a <heading>', 'a caption')
  expect(svg).toContain('a &lt;heading>')
  expect(svg).toContain('<title>write&lt;T> node:net node:net:10: 0 ms, 5.0 %; itself 5.0 %</title>')
  expect(svg).toMatch(/>write&lt;T>…<\/text>/)
})

test('a process that did nothing has a picture all the same', () => {
  expect(drawFlame(callTree(profileOf([2], [1000]), 10), 'heading', 'caption')).toContain('</svg>')
})
