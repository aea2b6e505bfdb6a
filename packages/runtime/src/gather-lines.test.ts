import { expect, test } from 'vitest'
import { gatherLines } from './gather-lines.ts'

function open() {
  const writes: string[] = []
  return { writes, lines: gatherLines({ write: (text) => void writes.push(text) }) }
}

test('the lines of one turn are one write, in their order', async () => {
  const { writes, lines } = open()
  lines.write('a\n')
  await Promise.resolve()
  lines.write('b\n')
  expect(writes).toEqual([])
  await new Promise((resolve) => setImmediate(resolve))
  expect(writes).toEqual(['a\nb\n'])
  lines.write('c\n')
  await new Promise((resolve) => setImmediate(resolve))
  expect(writes).toEqual(['a\nb\n', 'c\n'])
})

test('what is fatal is written at once, with all that came before', () => {
  const { writes, lines } = open()
  lines.write('a\n')
  lines.write('fatal\n')
  lines.flushSync()
  expect(writes).toEqual(['a\nfatal\n'])
})
