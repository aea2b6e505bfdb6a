import { Prisma } from './generated/client.ts'

/**
 * The phone as the outbox' index has it. By the phone itself the index of all that a guest ever had on a line would fit too, and Postgres
 * takes it when little waits in an index that was large: for its pages that looks dear.
 */
export const indexedPhone = (phone: Prisma.Sql): Prisma.Sql => Prisma.sql`(${phone} || '')`
