-- What the two indexes before this stand for. They look at no more rows for their statistics than the rest of the table.
ALTER INDEX "messages_outbox_guest_idx" ALTER COLUMN 2 SET STATISTICS 25;
ALTER INDEX "messages_unapplied_guest_idx" ALTER COLUMN 1 SET STATISTICS 25;
DROP INDEX "messages_outbox_idx";
DROP INDEX "messages_unapplied_phone_idx";
DROP INDEX "messages_unapplied_chat_id_idx";
