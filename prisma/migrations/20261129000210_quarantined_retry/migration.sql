-- When somebody asked to try it again, and how often that was begun since and did not end: an event may kill its worker.
ALTER TABLE "quarantined_events" ADD COLUMN "retry_at" TIMESTAMPTZ(3),
ADD COLUMN "retry_begun" INTEGER NOT NULL DEFAULT 0;
