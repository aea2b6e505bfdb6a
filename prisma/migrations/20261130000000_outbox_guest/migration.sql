-- The guest's outbox, as before, but by an expression of the phone: no other index fits a question about it. By the phone itself the index of all
-- that a guest has on a line did too, and Postgres took that one whenever little waited in an index that had been large.
CREATE INDEX CONCURRENTLY "messages_outbox_guest_idx" ON "messages"("line", ("phone" || ''), "seq")
    WHERE "direction" = 'outbound' AND "status" IN ('pending', 'sending', 'unknown');
