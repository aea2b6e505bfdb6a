-- The sweep's questions, each few seconds: they must not get slower by what nobody will ever answer.

-- Which acks came before their message, not long ago?
CREATE INDEX "message_events_waiting_acks_idx" ON "message_events"("at") WHERE "applied_at" IS NULL AND "kind" = 'ack';

-- What was unmatched of late, and may have a check-in by now?
CREATE INDEX "messages_unmatched_recent_idx" ON "messages"("sent_at") WHERE "status" = 'applied' AND "session_id" IS NULL;
