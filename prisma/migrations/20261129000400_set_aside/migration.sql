-- The console's question: what could not be applied?
CREATE INDEX CONCURRENTLY "messages_set_aside_idx" ON "messages"("seq") WHERE "status" = 'set_aside';
