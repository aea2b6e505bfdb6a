import { within } from '@bellhop/runtime'

/** What was seen, or the word for why nothing was: `ECONNREFUSED`, `unauthorized`, `28P01`, `deadline`. */
export type Seen<T> = { seen: T } | { failed: string }

/** Looks for so long at most, and always has an answer. What failed is told by its code: messages may carry secrets. */
export async function look<T>(ms: number, work: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { seen: await within(ms, work()) }
  } catch (error) {
    return { failed: codeOf(error) }
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  // A connection that was tried at several addresses.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : []
  const code: unknown =
    Reflect.get(error, 'code') ?? (first instanceof Error ? Reflect.get(first, 'code') : null)
  const word = typeof code === 'string' || typeof code === 'number' ? String(code) : error.name
  return word === 'Error' ? wordFor(error) : word
}

/** The drivers give no code to an answer that did not come, or made no sense. */
function wordFor(error: Error): string {
  const isLate = [error, error.cause].some(
    (one) => one instanceof Error && /time(?:d )?out/i.test(one.message),
  )
  return isLate ? 'timeout' : 'no usable answer'
}
