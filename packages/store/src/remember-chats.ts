import type { Tx } from './store.ts'

export interface RememberedChat {
  line: string
  chatId: string
  guestId: string
}

/** Remembers under which chat ids guests write. A chat that was another guest's is this one's from now on. */
export async function rememberChats(tx: Tx, chats: readonly RememberedChat[]): Promise<void> {
  if (chats.length === 0) return
  await tx.$executeRaw`
    INSERT INTO guest_chats (line, chat_id, guest_id)
    SELECT line, chat_id, guest_id
    FROM unnest(
      ${chats.map(({ line }) => line)}::text[], ${chats.map(({ chatId }) => chatId)}::text[],
      ${chats.map(({ guestId }) => guestId)}::uuid[]
    ) AS given (line, chat_id, guest_id)
    ORDER BY line, chat_id
    ON CONFLICT (line, chat_id) DO UPDATE SET guest_id = excluded.guest_id`
}
