-- Whose is it? Alone here, since an index that lets others write while it is made can't be made in a transaction.
CREATE INDEX CONCURRENTLY "messages_phone_idx" ON "messages"("phone");
