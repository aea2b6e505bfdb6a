-- The same of what happened to messages later.
CREATE INDEX CONCURRENTLY "message_events_at_idx" ON "message_events"("at");
