ALTER TABLE "messages" ADD COLUMN "sentiment" TEXT;
ALTER TABLE "guests" ADD COLUMN "is_regular" BOOLEAN NOT NULL DEFAULT false;
CREATE TABLE "notes" (
    "id" UUID NOT NULL PRIMARY KEY,
    "message_id" UUID NOT NULL REFERENCES "messages"("id") ON DELETE CASCADE,
    "text" TEXT NOT NULL
);
