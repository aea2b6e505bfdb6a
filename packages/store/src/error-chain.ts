const DEPTH_MAX = 8

/** An error, its causes, and the places where Prisma keeps what the driver said. */
export function errorChain(error: unknown): Record<string, unknown>[] {
  const links: Record<string, unknown>[] = []
  let next: unknown[] = [error]
  for (let depth = 0; depth < DEPTH_MAX && next.length > 0; depth += 1) {
    const found = next.filter(isRecord)
    links.push(...found)
    next = found.flatMap(({ cause, meta, driverAdapterError, errors }) => [
      cause,
      meta,
      driverAdapterError,
      ...(Array.isArray(errors) ? (errors as unknown[]) : []),
    ])
  }
  return links
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
