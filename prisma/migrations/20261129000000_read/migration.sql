-- How far people have read in a session: what is younger is unread.
ALTER TABLE "sessions" ADD COLUMN "read_seq" BIGINT NOT NULL DEFAULT 0;
