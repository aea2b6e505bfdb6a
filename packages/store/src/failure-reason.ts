const DEPTH_MAX = 6

/**
 * Why something failed, in words that may be kept and shown: the kinds and codes of the error and its causes, and the
 * constraint that refused. Never their messages, which may carry a guest's data (I13).
 */
export function failureReason(error: unknown): string {
  const words: string[] = []
  let link: unknown = error
  for (let depth = 0; depth < DEPTH_MAX && typeof link === 'object' && link !== null; depth += 1) {
    const { name, code, originalCode, kind, constraint, cause, meta, driverAdapterError } = link as Record<
      string,
      unknown
    >
    const index =
      typeof constraint === 'object' && constraint !== null ? Reflect.get(constraint, 'index') : constraint
    words.push(...[name, code, originalCode, kind, index].filter((word) => typeof word === 'string'))
    link = cause ?? driverAdapterError ?? meta
  }
  return words.length === 0 ? `thrown ${typeof error}` : [...new Set(words)].join(' ')
}
