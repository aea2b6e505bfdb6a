-- The sweep's question: what could not be read or stored, and is to be tried again?
CREATE INDEX CONCURRENTLY "quarantined_events_retry_idx" ON "quarantined_events"("id") WHERE "retry_at" IS NOT NULL;
