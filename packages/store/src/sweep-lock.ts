import type { Store, Tx } from './store.ts'

/** Runs a step of the sweep unless another worker is at it: a try-lock that ends with the step's transaction. */
export async function withSweepLock<T>(
  { prisma }: Store,
  step: string,
  run: (tx: Tx) => Promise<T>,
): Promise<T | null> {
  return prisma.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ got: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('sweep:' || ${step}::text, 0)) AS got`
    return row?.got === true ? run(tx) : null
  })
}
