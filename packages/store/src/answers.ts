import { Prisma } from './generated/client.ts'

/**
 * Whether a message answers the guest, in a query that has one table `messages` in its innermost scope: whoever says something that
 * is no automatic reply does; what was dropped answers nobody.
 */
export const isAnswer = Prisma.sql`(role IN ('Staff', 'Agent') AND status NOT IN ('cancelled', 'failed'))`
