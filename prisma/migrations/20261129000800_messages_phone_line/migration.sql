-- Whose it is, and what was sent to whom last on a line: one index instead of two. With the line in it no other fits as well, also while Postgres
-- has no figures about the table.
CREATE INDEX CONCURRENTLY "messages_phone_line_claimed_at_idx" ON "messages"("phone", "line", "claimed_at");
