import type { Prisma } from './generated/client.ts'
import type { Store } from './store.ts'

export interface MessageMedia {
  media: Prisma.JsonValue
  /** Whether a file of it is still to be fetched. */
  isAwaited: boolean
}

/** What a message carries beside its text. Null if there is no such message. */
export async function findMessageMedia({ prisma }: Store, id: string): Promise<MessageMedia | null> {
  const row = await prisma.message.findUnique({
    where: { id },
    select: { media: true, mediaFetch: { select: { messageId: true } } },
  })
  return row === null ? null : { media: row.media, isAwaited: row.mediaFetch !== null }
}
