import { z } from 'zod'

const ITEMS_PER_PAGE = 50

// Addresses are typed and shortened by hand: what makes no sense in one is passed over.
const query = z.object({
  before: z.uuid().nullable().catch(null),
  show: z.string().optional().catch(undefined),
  notice: z.string().optional().catch(undefined),
  message: z.uuid().optional().catch(undefined),
})

export function readQuery(given: unknown) {
  const { before, show, ...rest } = query.parse(given)
  return { ...rest, page: { limit: ITEMS_PER_PAGE, before }, showsAll: show === 'all' }
}

/** The id in a path; null if it can't be one. */
export function readId(params: unknown): string | null {
  const result = z.object({ id: z.uuid() }).safeParse(params)
  return result.success ? result.data.id : null
}
