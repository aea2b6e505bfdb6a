-- And of what could not be read.
CREATE INDEX CONCURRENTLY "quarantined_events_created_at_idx" ON "quarantined_events"("created_at");
