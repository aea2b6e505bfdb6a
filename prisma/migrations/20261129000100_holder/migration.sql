-- Who of the operators has it. Its key is validated by the next migration, which keeps nobody waiting.
ALTER TABLE "sessions" ADD COLUMN "operator_id" UUID;

ALTER TABLE "sessions" ADD CONSTRAINT "sessions_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operators"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
