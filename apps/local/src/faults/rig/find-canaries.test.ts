import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findCanaries } from './find-canaries.ts'

test('words that may stand in no log are found by file and line, and not repeated', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-logs-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(
    join(dir, 'worker-1.log'),
    '{"msg":"started"}\n{"phone":"081234567890"}\n{"key":"s3cret"}\n',
  )
  await writeFile(join(dir, 'sender-1.log'), '{"msg":"started"}\n')
  const { lines, hits } = await findCanaries(dir, [/0812\d{8}/, 's3cret'])
  expect(lines).toBe(4)
  expect(hits).toEqual(['worker-1.log:2', 'worker-1.log:3'])
})

test('an id of ours is no phone, whatever digits came of its chance', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-logs-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(
    join(dir, 'worker-1.log'),
    [
      '{"messageId":"01a22b79-18a7-7e0f-bd6f-081246715808"}',
      '{"jobId":"apply-081246715808","messageId":"01a22b79-18a7-7e0f-bd6f-081246715808"}',
    ].join('\n'),
  )
  expect(await findCanaries(dir, [/0812\d{8}/])).toEqual({ lines: 2, hits: ['worker-1.log:2'] })
})
