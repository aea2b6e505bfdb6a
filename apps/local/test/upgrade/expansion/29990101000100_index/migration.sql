CREATE INDEX CONCURRENTLY "messages_sentiment_idx" ON "messages"("sentiment") WHERE "sentiment" IS NOT NULL;
