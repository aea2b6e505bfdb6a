-- What schema.prisma cannot say: partial indexes, checks and a view. Prisma's schema comparison passes over them.

-- I3: at most one open session per guest and line.
CREATE UNIQUE INDEX "sessions_one_open_key" ON "sessions"("guest_id", "line") WHERE "status" = 'open';

-- I4: at most one welcome per session.
CREATE UNIQUE INDEX "messages_one_welcome_key" ON "messages"("session_id") WHERE "kind" = 'welcome';

-- I6: one message in flight at a time to each guest of a line.
CREATE UNIQUE INDEX "messages_one_sending_key" ON "messages"("line", "phone") WHERE "status" = 'sending';

-- One stay at a time in a room: checking in the same guest again finds the active one.
CREATE UNIQUE INDEX "check_ins_one_active_key" ON "check_ins"("guest_id", "room_number") WHERE "status" = 'active';

-- A session has an end exactly when it is terminated.
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_end_check" CHECK (
    CASE "status"
        WHEN 'open' THEN "ended_at" IS NULL AND "end_reason" IS NULL
        ELSE "ended_at" IS NOT NULL AND "end_reason" IS NOT NULL
    END
);

-- A stay has a check-out exactly when it is over.
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_check_out_check" CHECK (
    ("status" = 'checked_out') = ("checked_out_at" IS NOT NULL)
);

-- I7: a message in flight says whose it is and since when, or nobody could release it.
ALTER TABLE "messages" ADD CONSTRAINT "messages_claim_check" CHECK (
    "status" <> 'sending' OR ("claim_token" IS NOT NULL AND "claimed_at" IS NOT NULL)
);

-- The worker's question: what of this guest is stored and not applied? A hidden user is known by the chat.
CREATE INDEX "messages_unapplied_phone_idx" ON "messages"("phone") WHERE "status" = 'received';
CREATE INDEX "messages_unapplied_chat_id_idx" ON "messages"("chat_id") WHERE "status" = 'received' AND "phone" IS NULL;

-- The sender's question: what is the guest's oldest unsettled message?
CREATE INDEX "messages_outbox_idx" ON "messages"("line", "phone", "seq")
    WHERE "direction" = 'outbound' AND "status" IN ('pending', 'sending', 'unknown');

-- The check-in's question: what did this phone write before it had a stay?
CREATE INDEX "messages_unmatched_idx" ON "messages"("phone") WHERE "status" = 'applied' AND "session_id" IS NULL;

-- The worker's question: which events waited for this message?
CREATE INDEX "message_events_unapplied_idx" ON "message_events"("line", "from_me", "whatsapp_id")
    WHERE "applied_at" IS NULL;

-- The sweep's question: which open sessions still lack their agent?
CREATE INDEX "sessions_agent_wanted_idx" ON "sessions"("agent_status")
    WHERE "status" = 'open' AND "agent_status" IN ('pending', 'failed');

-- Guests' messages that belong to no session, and why.
CREATE VIEW "unmatched_messages" AS
    SELECT "id", "line", "chat_id", "phone", "kind", "text", "sent_at", "created_at", "unmatched_reason" AS "reason"
    FROM "messages"
    WHERE "status" = 'applied' AND "session_id" IS NULL AND "unmatched_reason" IS NOT NULL;
