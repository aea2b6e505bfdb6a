import { expect, test } from 'vitest'
import { compose } from './compose.ts'

test('what was opened is closed in reverse order, one after the other, and once', async () => {
  const closed: string[] = []
  const app = await compose(async (defer) => {
    defer(() => void closed.push('database'))
    defer(async () => {
      await Promise.resolve()
      closed.push('listener')
    })
    return { url: 'http://localhost' }
  })
  expect(app.url).toBe('http://localhost')
  expect(closed).toEqual([])
  await Promise.all([app.close(), app.close()])
  expect(closed).toEqual(['listener', 'database'])
})

test('what was opened is closed when building fails half-way, and the reason is kept', async () => {
  const closed: string[] = []
  const building = compose(async (defer): Promise<object> => {
    defer(() => void closed.push('first'))
    defer(() => Promise.reject(new Error('will not close')))
    defer(() => void closed.push('third'))
    throw new Error('no queue')
  })
  await expect(building).rejects.toThrow('no queue')
  expect(closed).toEqual(['third', 'first'])
})

test('a part that fails to close keeps nothing else open, and is told', async () => {
  const closed: string[] = []
  const app = await compose(async (defer) => {
    defer(() => void closed.push('first'))
    defer(() => {
      throw new Error('stuck')
    })
    return {}
  })
  await expect(app.close()).rejects.toMatchObject({ errors: [new Error('stuck')] })
  expect(closed).toEqual(['first'])
})
