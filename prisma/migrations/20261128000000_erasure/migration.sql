-- CreateTable
CREATE TABLE "erased_messages" (
    "hash" BYTEA NOT NULL,

    CONSTRAINT "erased_messages_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "erasures" (
    "id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "counts" JSONB NOT NULL,

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);
