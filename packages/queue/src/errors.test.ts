import { describe, expect, test } from 'vitest'
import { QueueUnavailableError } from './errors.ts'

describe('an unavailable queue', () => {
  test('is named by the code of its cause', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
    expect(QueueUnavailableError.from(refused)).toMatchObject({
      code: 'ECONNREFUSED',
      cause: refused,
      retryable: true,
    })
    expect(QueueUnavailableError.from(new Error('READONLY You can not write'))).toMatchObject({
      code: 'READONLY',
    })
  })

  test('is not wrapped twice', () => {
    const error = new QueueUnavailableError('timeout')
    expect(QueueUnavailableError.from(error)).toBe(error)
  })

  test('carries nothing of the job that met it', () => {
    const withJob = Object.assign(new Error('OOM'), { command: { name: 'evalsha', args: ['081234567890'] } })
    const error = QueueUnavailableError.from(withJob)
    expect(JSON.stringify([error, { ...(error.cause as object) }])).not.toContain('081234567890')
  })
})
