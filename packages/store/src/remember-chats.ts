import { about } from './about.ts'
import { Prisma } from './generated/client.ts'

export interface RememberedChat {
  line: string
  chatId: string
  guestId: string
}

/** What remembers under which chat ids guests write. A chat that was another guest's is this one's from now on. */
export function rememberingChats(chats: readonly RememberedChat[]): Prisma.Sql[] {
  return about(chats, rememberChats)
}

function rememberChats(chats: readonly RememberedChat[]): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO guest_chats (line, chat_id, guest_id)
    SELECT line, chat_id, guest_id
    FROM unnest(
      ${chats.map(({ line }) => line)}::text[], ${chats.map(({ chatId }) => chatId)}::text[],
      ${chats.map(({ guestId }) => guestId)}::uuid[]
    ) AS given (line, chat_id, guest_id)
    ORDER BY line, chat_id
    ON CONFLICT (line, chat_id) DO UPDATE SET guest_id = excluded.guest_id`
}
