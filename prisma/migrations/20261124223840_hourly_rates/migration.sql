-- DropIndex
DROP INDEX "task_last_report_at_idx";

-- DropIndex
DROP INDEX "task_platform_id_last_report_at_idx";

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "hourly_eur" INTEGER;

-- CreateTable
CREATE TABLE "exchange_rate" (
    "currency" TEXT NOT NULL,
    "per_eur" DOUBLE PRECISION NOT NULL,
    "as_of" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("currency")
);

-- CreateIndex
CREATE INDEX "task_platform_id_last_report_at_id_idx" ON "task"("platform_id", "last_report_at", "id");

-- CreateIndex
CREATE INDEX "task_platform_id_hourly_eur_id_idx" ON "task"("platform_id", "hourly_eur", "id");

-- CreateIndex
CREATE INDEX "task_last_report_at_id_idx" ON "task"("last_report_at", "id");

-- CreateIndex
CREATE INDEX "task_hourly_eur_id_idx" ON "task"("hourly_eur", "id");
