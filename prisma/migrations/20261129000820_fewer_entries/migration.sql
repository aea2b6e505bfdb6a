-- What the two indexes before this stand for now: each change of a message wrote an entry in all of them.
DROP INDEX "messages_phone_idx";
DROP INDEX "messages_claimed_idx";
DROP INDEX "messages_idempotency_key_key";
ALTER INDEX "messages_idempotency_key_idx" RENAME TO "messages_idempotency_key_key";
