-- AlterTable
ALTER TABLE "lines" ADD COLUMN     "known_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "last_event_at" TIMESTAMPTZ(3),
ADD COLUMN     "paused_at" TIMESTAMPTZ(3),
ADD COLUMN     "repair_lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "repair_token" UUID,
ADD COLUMN     "repaired_at" TIMESTAMPTZ(3),
ADD COLUMN     "resumed_at" TIMESTAMPTZ(3),
ADD COLUMN     "silence_told_at" TIMESTAMPTZ(3),
ADD COLUMN     "timelocked_until" TIMESTAMPTZ(3),
ADD COLUMN     "working_since" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "absent_since" TIMESTAMPTZ(3),
ADD COLUMN     "edited_at" TIMESTAMPTZ(3),
ADD COLUMN     "original_text" TEXT,
ADD COLUMN     "quote" JSONB,
ADD COLUMN     "reactions" JSONB,
ADD COLUMN     "resends" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "uncertain_since" TIMESTAMPTZ(3),
ADD COLUMN     "revoked_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "staff_active_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "media_fetches" (
    "message_id" UUID NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "media_fetches_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "hidden_chats" (
    "line" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "phone" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "hidden_chats_pkey" PRIMARY KEY ("line","chat_id")
);

-- CreateIndex
CREATE INDEX "media_fetches_next_attempt_at_idx" ON "media_fetches"("next_attempt_at");

-- AddForeignKey
ALTER TABLE "media_fetches" ADD CONSTRAINT "media_fetches_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The question of whoever asks WAHA: whose number is still to be learnt?
CREATE INDEX "hidden_chats_due_idx" ON "hidden_chats"("next_attempt_at") WHERE "phone" IS NULL;

-- Whose number is known, and has messages that may still wait for it?
CREATE INDEX "hidden_chats_learnt_idx" ON "hidden_chats"("line", "chat_id")
    WHERE "phone" IS NOT NULL AND "next_attempt_at" IS NOT NULL;

-- Under which hidden chats does this phone write?
CREATE INDEX "hidden_chats_phone_idx" ON "hidden_chats"("line", "phone") WHERE "phone" IS NOT NULL;

-- What waits for the number of this chat?
CREATE INDEX "messages_hidden_idx" ON "messages"("line", "chat_id") WHERE "phone" IS NULL;

-- What was there before gap repair was made: lines are repaired from now on, and WAHA is asked for the hidden chats.
UPDATE "lines" SET "repaired_until" = now() WHERE "repaired_until" IS NULL;
ALTER TABLE "lines" ALTER COLUMN "repaired_until" SET DEFAULT CURRENT_TIMESTAMP,
ALTER COLUMN "repaired_until" SET NOT NULL;
UPDATE "lines" SET "working_since" = "status_at" WHERE "status" = 'WORKING';
INSERT INTO "hidden_chats" ("line", "chat_id", "next_attempt_at")
    SELECT DISTINCT "line", "chat_id", now() FROM "messages" WHERE "phone" IS NULL;

-- The sweep's question: which edits, revokes and reactions came before their message, not long ago?
CREATE INDEX "message_events_waiting_changes_idx" ON "message_events"("at")
    WHERE "applied_at" IS NULL AND "kind" <> 'ack';

-- The sweep's question: which sessions have staff left?
CREATE INDEX "sessions_manual_idx" ON "sessions"("staff_active_at") WHERE "status" = 'open' AND "mode" = 'manual';

-- Sessions that staff have now count their silence from the last word.
UPDATE "sessions" SET "staff_active_at" = "last_activity_at" WHERE "status" = 'open' AND "mode" = 'manual';

-- Whose echo is it, and when was the guest last written to? What was sent to this phone, by the time of its last attempt.
CREATE INDEX "messages_claimed_idx" ON "messages"("phone", "claimed_at") WHERE "claimed_at" IS NOT NULL;

-- The sender's question: which messages may have left?
CREATE INDEX "messages_unknown_idx" ON "messages"("line", "claimed_at") WHERE "status" = 'unknown';
