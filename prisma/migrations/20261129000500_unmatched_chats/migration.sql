-- The console's question: who wrote and was not served, and what is the newest of each?
CREATE INDEX CONCURRENTLY "messages_unmatched_chat_idx" ON "messages"("line", "chat_id", "sent_at", "seq")
    WHERE "status" = 'applied' AND "session_id" IS NULL AND "unmatched_reason" <> 'no_open_session' AND NOT "from_me";
