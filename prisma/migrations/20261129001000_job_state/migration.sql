-- CreateTable
CREATE TABLE "job_state" (
    "name" TEXT NOT NULL,
    "queued_at" TIMESTAMPTZ(0) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "succeeded_at" TIMESTAMPTZ(0),
    "failed_at" TIMESTAMPTZ(0),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failed_with" TEXT,

    CONSTRAINT "job_state_pkey" PRIMARY KEY ("name")
);
