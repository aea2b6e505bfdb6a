-- What is stored and not applied, by whose it is: the phone, or the chat of a hidden user. One index instead of two, and no other fits.
CREATE INDEX CONCURRENTLY "messages_unapplied_guest_idx" ON "messages"((coalesce("phone", "chat_id"))) WHERE "status" = 'received';
