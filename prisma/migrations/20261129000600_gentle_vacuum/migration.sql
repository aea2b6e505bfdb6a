-- Every message leaves versions of its row behind, and each has a dozen indexes: a vacuum at full speed takes a processor from those who wait.
ALTER TABLE "messages" SET (autovacuum_vacuum_cost_delay = 20);
