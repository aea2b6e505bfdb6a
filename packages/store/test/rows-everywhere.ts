/** Forty of everything but lines, of which a hotel has a few: what costs something by the row can be seen. */
export const ROWS_EVERYWHERE = `
  INSERT INTO lines (line, status) VALUES ('front', 'WORKING'), ('spa', NULL);

  INSERT INTO guests (id, phone, name, locale)
    SELECT gen_random_uuid(), '08' || n, 'Budi', 'id' FROM generate_series(1, 40) n;
  INSERT INTO guest_chats (line, chat_id, guest_id) SELECT 'front', phone || '@c.us', id FROM guests;
  INSERT INTO hidden_chats (line, chat_id, phone) SELECT 'front', phone || '@lid', phone FROM guests;
  INSERT INTO check_ins (id, guest_id, room_number) SELECT gen_random_uuid(), id, '101' FROM guests;
  INSERT INTO sessions (id, guest_id, check_in_id, line, chat_id, status, mode, started_at, last_activity_at)
    SELECT gen_random_uuid(), guest_id, id, 'front', 'x@c.us', 'open', 'agent', now(), now() FROM check_ins;

  INSERT INTO messages (id, session_id, line, chat_id, phone, direction, role, kind, text, whatsapp_id, from_me, sent_at, status)
    SELECT gen_random_uuid(), s.id, s.line, s.chat_id, g.phone, 'inbound', 'User', 'image', 'halo', g.phone, false, now(), 'applied'
    FROM sessions s JOIN guests g ON g.id = s.guest_id;
  INSERT INTO message_events (id, line, whatsapp_id, from_me, kind, data, at, event_key)
    SELECT gen_random_uuid(), line, whatsapp_id, from_me, 'ack', '{}', now(), whatsapp_id FROM messages;
  INSERT INTO media_fetches (message_id) SELECT id FROM messages;
  INSERT INTO quarantined_events (id, event_key, raw, reason)
    SELECT gen_random_uuid(), phone, '', 'unreadable' FROM guests;`
