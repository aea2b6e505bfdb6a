import { expect, test } from 'vitest'
import { selfTimes } from './self-times.ts'

const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 })
const NODES = [
  { id: 1, callFrame: frame('(root)', '') },
  { id: 2, callFrame: frame('(idle)', '') },
  { id: 3, callFrame: frame('add', 'file:///srv/node_modules/bullmq/dist/esm/classes/queue.js') },
  { id: 4, callFrame: frame('deliver', 'file:///srv/apps/sender/dist/deliver.js') },
  { id: 5, callFrame: frame('boot', 'file:///srv/node_modules/@prisma/client/runtime/client.js') },
]

test('busy time is told by function and by package, and idle time is not', () => {
  const profile = { nodes: NODES, samples: [2, 3, 4, 3], timeDeltas: [5000, 100, 100, 200] }
  const { functions, packages } = selfTimes(profile, 1000)
  expect(functions).toEqual([
    { name: 'add  bullmq  queue.js:10', share: 0.75 },
    { name: 'deliver  apps/sender  deliver.js:10', share: 0.25 },
  ])
  expect(packages.map(({ name }) => name)).toEqual(['bullmq', 'apps/sender'])
})

test('what came before the last so many milliseconds is left out: a start is not what is looked for', () => {
  const profile = { nodes: NODES, samples: [5, 2, 3], timeDeltas: [90_000, 20_000, 1000] }
  expect(selfTimes(profile, 10).packages).toEqual([{ name: 'bullmq', share: 1 }])
})
