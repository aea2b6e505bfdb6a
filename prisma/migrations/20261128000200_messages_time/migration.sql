-- Retention's question: what was written, or else stored, before then?
CREATE INDEX CONCURRENTLY "messages_time_idx" ON "messages"((coalesce("sent_at", "created_at")));
