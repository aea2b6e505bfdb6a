import { createHash, timingSafeEqual } from 'node:crypto'

/**
 * Which of the secrets was given, by its place; null if none. Takes the same time whichever it is, and however much of it is
 * right.
 */
export function findSecret(secrets: readonly string[], given: string): number | null {
  const digest = digestOf(given)
  return secrets.reduce<number | null>(
    (found, secret, place) => (timingSafeEqual(digestOf(secret), digest) ? place : found),
    null,
  )
}

// Digests, since timingSafeEqual wants equal lengths.
function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
