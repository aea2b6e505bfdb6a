-- Only what console and API wrote has a key: nothing else needs an entry, which each change of a message would write anew.
CREATE UNIQUE INDEX CONCURRENTLY "messages_idempotency_key_idx" ON "messages"("idempotency_key") WHERE "idempotency_key" IS NOT NULL;
