ALTER TABLE "sessions" VALIDATE CONSTRAINT "sessions_operator_id_fkey";
