import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether `given` is one of the secrets. Takes the same time whichever it is, and however much of it is right. */
export function isOneOf(secrets: readonly string[], given: string): boolean {
  const digest = digestOf(given)
  return secrets.reduce((found, secret) => timingSafeEqual(digestOf(secret), digest) || found, false)
}

// Digests, since timingSafeEqual wants equal lengths.
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
