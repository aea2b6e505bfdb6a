-- CreateEnum
CREATE TYPE "check_in_status" AS ENUM ('active', 'checked_out');

-- CreateEnum
CREATE TYPE "paused_by" AS ENUM ('operator', 'bellhop');

-- CreateEnum
CREATE TYPE "session_status" AS ENUM ('open', 'terminated');

-- CreateEnum
CREATE TYPE "session_mode" AS ENUM ('agent', 'manual');

-- CreateEnum
CREATE TYPE "agent_status" AS ENUM ('pending', 'created', 'failed');

-- CreateEnum
CREATE TYPE "end_reason" AS ENUM ('expired', 'guest', 'staff', 'checked_out');

-- CreateEnum
CREATE TYPE "unmatched_reason" AS ENUM ('unknown_guest', 'no_active_check_in', 'unresolved_lid', 'no_open_session');

-- CreateEnum
CREATE TYPE "message_direction" AS ENUM ('inbound', 'outbound');

-- CreateEnum
CREATE TYPE "message_role" AS ENUM ('User', 'System', 'Agent', 'Staff');

-- CreateEnum
CREATE TYPE "message_kind" AS ENUM ('text', 'image', 'voice', 'video', 'document', 'sticker', 'location', 'contact', 'welcome', 'auto_reply', 'goodbye', 'agent_reply', 'staff_reply');

-- CreateEnum
CREATE TYPE "message_status" AS ENUM ('received', 'applied', 'set_aside', 'pending', 'sending', 'sent', 'delivered', 'read', 'played', 'failed', 'unknown', 'cancelled');

-- CreateEnum
CREATE TYPE "message_event_kind" AS ENUM ('ack', 'edit', 'revoke', 'reaction');

-- CreateTable
CREATE TABLE "guests" (
    "id" UUID NOT NULL,
    "phone" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "guests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guest_chats" (
    "line" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "guest_id" UUID NOT NULL,

    CONSTRAINT "guest_chats_pkey" PRIMARY KEY ("line","chat_id")
);

-- CreateTable
CREATE TABLE "check_ins" (
    "id" UUID NOT NULL,
    "guest_id" UUID NOT NULL,
    "room_number" TEXT NOT NULL,
    "status" "check_in_status" NOT NULL DEFAULT 'active',
    "checked_in_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "checked_out_at" TIMESTAMPTZ(3),

    CONSTRAINT "check_ins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lines" (
    "line" TEXT NOT NULL,
    "status" TEXT,
    "status_at" TIMESTAMPTZ(3),
    "paused_by" "paused_by",
    "paused_reason" TEXT,
    "send_interval_ms" INTEGER NOT NULL DEFAULT 0,
    "repaired_until" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lines_pkey" PRIMARY KEY ("line")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "guest_id" UUID NOT NULL,
    "check_in_id" UUID NOT NULL,
    "line" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "status" "session_status" NOT NULL,
    "mode" "session_mode" NOT NULL,
    "agent_status" "agent_status",
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_activity_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" "end_reason",

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "session_id" UUID,
    "unmatched_reason" "unmatched_reason",
    "line" TEXT NOT NULL,
    "chat_id" TEXT NOT NULL,
    "phone" TEXT,
    "direction" "message_direction" NOT NULL,
    "role" "message_role" NOT NULL,
    "kind" "message_kind" NOT NULL,
    "text" TEXT,
    "media" JSONB,
    "whatsapp_id" TEXT,
    "from_me" BOOLEAN NOT NULL,
    "source" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "status" "message_status" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "claim_token" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "idempotency_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_events" (
    "id" UUID NOT NULL,
    "line" TEXT NOT NULL,
    "whatsapp_id" TEXT NOT NULL,
    "from_me" BOOLEAN NOT NULL,
    "kind" "message_event_kind" NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "event_key" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantined_events" (
    "id" UUID NOT NULL,
    "event_key" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "line" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "quarantined_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "guests_phone_key" ON "guests"("phone");

-- CreateIndex
CREATE INDEX "guest_chats_guest_id_idx" ON "guest_chats"("guest_id");

-- CreateIndex
CREATE INDEX "check_ins_guest_id_checked_in_at_idx" ON "check_ins"("guest_id", "checked_in_at");

-- CreateIndex
CREATE INDEX "sessions_guest_id_line_started_at_idx" ON "sessions"("guest_id", "line", "started_at");

-- CreateIndex
CREATE INDEX "sessions_check_in_id_idx" ON "sessions"("check_in_id");

-- CreateIndex
CREATE UNIQUE INDEX "messages_idempotency_key_key" ON "messages"("idempotency_key");

-- CreateIndex
CREATE INDEX "messages_session_id_seq_idx" ON "messages"("session_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "messages_line_from_me_whatsapp_id_key" ON "messages"("line", "from_me", "whatsapp_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_events_event_key_key" ON "message_events"("event_key");

-- CreateIndex
CREATE INDEX "message_events_line_from_me_whatsapp_id_idx" ON "message_events"("line", "from_me", "whatsapp_id");

-- CreateIndex
CREATE UNIQUE INDEX "quarantined_events_event_key_key" ON "quarantined_events"("event_key");

-- AddForeignKey
ALTER TABLE "guest_chats" ADD CONSTRAINT "guest_chats_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_guest_id_fkey" FOREIGN KEY ("guest_id") REFERENCES "guests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_check_in_id_fkey" FOREIGN KEY ("check_in_id") REFERENCES "check_ins"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;
