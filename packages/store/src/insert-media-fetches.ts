import { FILE_KINDS, type InboundMessage } from '@bellhop/core'

import { Prisma } from './generated/client.ts'

/** Whether a file comes with the message, or should have: what WAHA failed to fetch it may fetch later. */
export function hasFile({ content, media }: InboundMessage): boolean {
  return media !== null && FILE_KINDS.has(content)
}

// After the messages and in the same transaction: only those that were new have a row with this id.
export function insertMediaFetches(messages: readonly { id: string }[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO media_fetches (message_id)
    SELECT id FROM messages WHERE id = ANY(${messages.map(({ id }) => id)}::uuid[])`
}
