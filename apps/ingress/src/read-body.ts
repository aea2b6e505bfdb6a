import type { Readable } from 'node:stream'

export interface BodyBounds {
  bytesMax: number
  /** Takes memory for a chunk; false if there is none left. */
  take(bytes: number): boolean
}

/** Reads the exact bytes that were signed. What is refused half-way is read on and thrown away, so that the answer arrives. */
export function readBody(
  body: Readable,
  { bytesMax, take }: BodyBounds,
): Promise<Buffer | 'too-large' | 'busy' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0

    const refuse = (reason: 'too-large' | 'busy'): void => {
      body.off('data', onData)
      body.resume()
      resolve(reason)
    }
    const onData = (chunk: Buffer): void => {
      length += chunk.length
      if (length > bytesMax) return refuse('too-large')
      if (!take(chunk.length)) return refuse('busy')
      chunks.push(chunk)
    }
    body.on('data', onData)
    body.on('end', () => {
      const [first] = chunks
      resolve(first?.length === length ? first : Buffer.concat(chunks, length))
    })
    body.on('error', () => resolve('aborted'))
    body.on('close', () => resolve('aborted'))
  })
}
