import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { createHeldBytes } from './held-bytes.ts'
import { readBody } from './read-body.ts'

const everything = () => true

test('the bytes come as they were sent, however they were cut', async () => {
  const stream = new PassThrough()
  const reading = readBody(stream, { bytesMax: 100, take: everything })
  const bytes = Buffer.from('{"text":"😀"}')
  for (const byte of bytes) stream.write(Buffer.of(byte))
  stream.end()
  expect(await reading).toEqual(bytes)
})

test('a body that grows too large is let run out, unread', async () => {
  const stream = new PassThrough()
  const reading = readBody(stream, { bytesMax: 10, take: everything })
  stream.write(Buffer.alloc(11))
  expect(await reading).toBe('too-large')
  stream.end(Buffer.alloc(1_000_000))
  await new Promise((resolve) => stream.once('end', resolve))
})

test('a body that breaks off is aborted', async () => {
  const stream = new PassThrough()
  const reading = readBody(stream, { bytesMax: 10, take: everything })
  stream.write('{"a"')
  stream.destroy()
  expect(await reading).toBe('aborted')
})

test('memory is taken chunk by chunk, refused when there is none, and given back whole', async () => {
  const heldBytes = createHeldBytes(10)
  const [one, other] = [heldBytes.open(), heldBytes.open()]
  expect(one.take(6)).toBe(true)
  expect(other.take(5)).toBe(false)
  expect(other.take(4)).toBe(true)
  expect(heldBytes.isFull()).toBe(true)
  one.release()
  one.release()
  expect(heldBytes.isFull()).toBe(false)
  expect(other.take(7)).toBe(false)
  expect(other.take(6)).toBe(true)
})
