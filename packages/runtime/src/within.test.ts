import { expect, test } from 'vitest'
import { DeadlineError, within } from './within.ts'

test('gives what came in time, result or error', async () => {
  await expect(within(1000, Promise.resolve('here'))).resolves.toBe('here')
  await expect(within(1000, Promise.reject(new Error('broken')))).rejects.toThrow('broken')
})

test('rejects when the time is over', async () => {
  await expect(within(5, new Promise(() => {}))).rejects.toThrow(DeadlineError)
})
