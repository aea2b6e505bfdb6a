import type { Store } from '@bellhop/store'

/** Guests in the house, each with an open session and three messages, the last of which waits for an answer. */
export async function fillHotel({ prisma }: Store, guests: number): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
    CREATE TEMPORARY TABLE filled AS
    SELECT n, gen_random_uuid() AS guest, gen_random_uuid() AS stay, gen_random_uuid() AS session,
           '0857' || lpad(n::text, 8, '0') AS phone
    FROM generate_series(1, ${guests}::int) AS n`
    await tx.$executeRaw`
    INSERT INTO guests (id, phone, name, locale) SELECT guest, phone, 'Guest ' || n, 'id' FROM filled`
    await tx.$executeRaw`
    INSERT INTO check_ins (id, guest_id, room_number) SELECT stay, guest, n::text FROM filled`
    await tx.$executeRaw`
    INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, started_at, last_activity_at)
    SELECT session, guest, stay, 'default', '62' || substr(phone, 2) || '@c.us', 'open', 'agent',
           now() - interval '10 minutes', now() - n * interval '10 milliseconds'
    FROM filled`
    await tx.$executeRaw`
    INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, status, sent_at)
    SELECT gen_random_uuid(), session, 'default', '62' || substr(phone, 2) || '@c.us', phone, 'inbound', 'User', 'text',
           'Is breakfast included, and until when? ' || part, 'FILL' || n || '_' || part, false, 'applied',
           now() - n * interval '10 milliseconds'
    FROM filled, generate_series(1, 3) AS part ORDER BY n, part`
    await tx.$executeRaw`DROP TABLE filled`
  }, LONG)
  await prisma.$executeRaw`ANALYZE`
}

const LONG = { timeout: 60_000 }
